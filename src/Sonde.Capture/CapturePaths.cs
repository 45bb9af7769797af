using System.IO.Enumeration;

namespace Sonde.Capture;

/// <summary>Finds the files that a path, a folder or a pattern means.</summary>
public static class CapturePaths
{
    private const int MostFiles = 100_000;

    /// <summary>
    /// The files: the path itself when it exists, the files directly in a folder, or those that a pattern with <c>*</c>,
    /// <c>?</c> and <c>**</c> (any folders) matches; in path order. Empty when nothing matches. Hidden files and linked
    /// folders are met only when named.
    /// </summary>
    /// <exception cref="IOException">More than 100,000 files match.</exception>
    public static IReadOnlyList<string> Expand(string path)
    {
        if (File.Exists(path))
            return [path];
        if (Directory.Exists(path))
            return Sorted(Entries(path).Where(File.Exists));
        if (!IsPattern(path))
            return [];
        string root = Root(path);
        string[] segments = path[root.Length..]
            .Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        return Sorted(
            Match(root.Length == 0 ? "." : root, segments)
                .Where(File.Exists)
                .Select(found => Shown(found, root))
                .Distinct()
        );
    }

    /// <summary>The path has wildcards.</summary>
    public static bool IsPattern(string path) => path.AsSpan().ContainsAny('*', '?');

    /// <summary>The folder below which everything lies that a pattern can match; what a path policy looks at first.</summary>
    public static string Root(string pattern)
    {
        int wild = pattern.AsSpan().IndexOfAny('*', '?');
        if (wild < 0)
            return pattern;
        int end = pattern.LastIndexOf(Path.DirectorySeparatorChar, wild);
        return end < 0 ? "" : pattern[..(end + 1)];
    }

    private static IEnumerable<string> Match(string folder, ReadOnlyMemory<string> segments)
    {
        if (segments.IsEmpty || !Directory.Exists(folder))
            return [];
        string segment = segments.Span[0];
        ReadOnlyMemory<string> rest = segments[1..];
        if (segment == "**")
        {
            IEnumerable<string> below = Entries(folder).Where(IsOwnFolder).SelectMany(inner => Match(inner, segments));
            return (rest.IsEmpty ? Entries(folder) : Match(folder, rest)).Concat(below);
        }
        IEnumerable<string> found = IsPattern(segment)
            ? Entries(folder)
                .Where(entry => FileSystemName.MatchesSimpleExpression(segment, Path.GetFileName(entry), false))
            : [Path.Combine(folder, segment)];
        return rest.IsEmpty ? found : found.SelectMany(inner => Match(inner, rest));
    }

    private static IEnumerable<string> Entries(string folder)
    {
        var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden };
        return Directory.EnumerateFileSystemEntries(folder, "*", options);
    }

    private static bool IsOwnFolder(string path) =>
        Directory.Exists(path) && (File.GetAttributes(path) & FileAttributes.ReparsePoint) == 0;

    private static string Shown(string found, string root) =>
        root.Length == 0 ? Path.GetRelativePath(".", found) : found;

    private static List<string> Sorted(IEnumerable<string> files)
    {
        var list = new List<string>();
        foreach (string file in files)
        {
            if (list.Count == MostFiles)
                throw new IOException($"more than {MostFiles} files match");
            list.Add(file);
        }
        list.Sort(StringComparer.Ordinal);
        return list;
    }
}
