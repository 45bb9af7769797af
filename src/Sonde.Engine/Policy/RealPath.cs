namespace Sonde.Engine;

/// <summary>Where a path leads when every link in it is followed, as the kernel would follow them.</summary>
internal static class RealPath
{
    private const int MostLinks = 40; // as in Linux

    /// <summary>
    /// The path without links and dots. Parts that do not exist stay as they are. Unlike the framework's full paths,
    /// <c>link/..</c> is the folder above the link's target.
    /// </summary>
    /// <param name="path">An absolute path.</param>
    /// <returns>The path, or null when links go round in circles.</returns>
    public static string? Of(string path)
    {
        string root = Path.GetPathRoot(path)!;
        string current = root;
        var pending = new Stack<string>();
        Push(pending, path[root.Length..]);
        int links = 0;
        while (pending.TryPop(out string? part))
        {
            if (part is "" or ".")
                continue;
            if (part == "..")
            {
                current = Path.GetDirectoryName(current) ?? current;
                continue;
            }
            string inside = Path.Combine(current, part);
            if (new FileInfo(inside).LinkTarget is not { } target)
            {
                current = inside;
                continue;
            }
            if (++links > MostLinks)
                return null;
            if (Path.IsPathRooted(target))
            {
                current = Path.GetPathRoot(target)!;
                target = target[current.Length..];
            }
            Push(pending, target);
        }
        return current;
    }

    private static void Push(Stack<string> pending, string path)
    {
        string[] parts = path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        for (int part = parts.Length - 1; part >= 0; part--)
            pending.Push(parts[part]);
    }
}
