using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sonde.Testing;
using Xunit;

namespace Sonde.Map.Tests;

public sealed partial class ArrowTests
{
    private static readonly string[] NamesWithoutAJob =
    [
        "Common",
        "Core",
        "Utils",
        "Util",
        "Helpers",
        "Shared",
        "Misc",
        "Base",
    ];

    [Fact]
    public void RoomsPointOnlyWhereTheMapSays() =>
        Assert.Equal(ArrowsOfTheMap().Order(), ArrowsOfTheProjects().Order());

    [Fact]
    public void EveryArrowOfTheMapHasAReason() => Assert.DoesNotContain(Rows(), row => row.Why.Length < 10);

    [Fact]
    public void NoTwoRoomsPointAtEachOther()
    {
        Dictionary<string, string[]> down = ArrowsOfTheProjects()
            .Select(arrow => arrow.Split(" -> "))
            .GroupBy(pair => pair[0], pair => pair[1])
            .ToDictionary(group => group.Key, group => group.ToArray());
        foreach (string room in Checkout.Rooms)
            Assert.DoesNotContain(room, Below(room, down));
    }

    [Fact]
    public void SourcesReferToNoTestAndNoBench() =>
        Assert.All(
            ProjectFiles("src").SelectMany(References),
            reference => Assert.StartsWith("../Sonde", reference, StringComparison.Ordinal)
        );

    [Fact]
    public void NoRoomHasANameWithoutAJob() =>
        Assert.DoesNotContain(Checkout.Rooms, room => room.Split('.').Any(NamesWithoutAJob.Contains));

    [Fact]
    public void TheSolutionHoldsEveryProject()
    {
        string solution = File.ReadAllText(Repo.Path("Sonde.slnx"));
        string[] folders = ["src", "tests", "bench"];
        Assert.All(
            folders.SelectMany(ProjectFiles),
            file => Assert.Contains($"\"{Path.GetRelativePath(Repo.Root, file)}\"", solution, StringComparison.Ordinal)
        );
    }

    private static HashSet<string> Below(string room, Dictionary<string, string[]> down)
    {
        var found = new HashSet<string>();
        var open = new Stack<string>(down.GetValueOrDefault(room, []));
        while (open.TryPop(out string? next))
            if (found.Add(next))
                foreach (string further in down.GetValueOrDefault(next, []))
                    open.Push(further);
        return found;
    }

    private static IEnumerable<string> ArrowsOfTheMap() =>
        Rows().Select(row => $"{FullName(row.From)} -> {FullName(row.To)}");

    private static IEnumerable<string> ArrowsOfTheProjects() =>
        from file in ProjectFiles("src")
        from reference in References(file)
        select $"{Path.GetFileNameWithoutExtension(file)} -> {Path.GetFileNameWithoutExtension(reference)}";

    private static IEnumerable<string> References(string projectFile) =>
        XDocument.Load(projectFile).Descendants("ProjectReference").Select(each => (string)each.Attribute("Include")!);

    private static string[] ProjectFiles(string folder) =>
        Directory.Exists(Repo.Path(folder))
            ? Directory.GetFiles(Repo.Path(folder), "*.csproj", SearchOption.AllDirectories)
            : [];

    // The table writes "Sonde.Engine" at the left and "Engine" at the right; "Sonde" alone is the executable.
    private static string FullName(string room) =>
        room == "Sonde" || room.StartsWith("Sonde.", StringComparison.Ordinal) ? room : "Sonde." + room;

    private static List<(string From, string To, string Why)> Rows()
    {
        string map = File.ReadAllText(Repo.Path("docs", "map.md"));
        string table = map[map.IndexOf("| From | To | Why |", StringComparison.Ordinal)..];
        return
        [
            .. Row()
                .Matches(table)
                .Skip(2)
                .Select(row => (row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value)),
        ];
    }

    [GeneratedRegex(@"^\| *(.+?) *\| *(.+?) *\| *(.+?) *\|$|^\|(-+)\|(-+)\|(-+)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
