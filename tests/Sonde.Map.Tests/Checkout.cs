using System.Diagnostics;
using Sonde.Testing;
using Xunit;

namespace Sonde.Map.Tests;

/// <summary>What lies in the checkout, as git and the project files see it.</summary>
internal static class Checkout
{
    private static readonly string[] Text =
    [
        ".cs",
        ".csproj",
        ".props",
        ".slnx",
        ".json",
        ".md",
        ".sh",
        ".py",
        ".yaml",
        ".yml",
        ".tsv",
        ".txt",
        ".config",
        "",
    ];

    /// <summary>The rooms: one folder of src with a project file each.</summary>
    public static IReadOnlyList<string> Rooms =>
        [.. Directory.GetDirectories(Repo.Path("src")).Select(folder => Path.GetFileName(folder)!).Order()];

    /// <summary>Every tracked file that holds text, by its path from the root.</summary>
    public static IReadOnlyList<string> TextFiles =>
        [.. Tracked().Where(path => Text.Contains(Path.GetExtension(path)))];

    /// <summary>Every source file of the rooms, by its path from the root.</summary>
    public static IReadOnlyList<string> Sources =>
        [
            .. Tracked()
                .Where(path =>
                    path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal)
                ),
        ];

    private static List<string> Tracked()
    {
        try
        {
            var start = new ProcessStartInfo(
                "git",
                ["-C", Repo.Root, "ls-files", "--cached", "--others", "--exclude-standard"]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process git = Process.Start(start)!;
            Task<string> errors = git.StandardError.ReadToEndAsync();
            string[] paths = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            git.WaitForExit();
            Assert.SkipUnless(git.ExitCode == 0, "git cannot list the files here: " + errors.Result.Trim());
            return [.. paths.Where(path => File.Exists(Repo.Path(path)))];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("needs git to know which files belong to the project");
            throw;
        }
    }
}
