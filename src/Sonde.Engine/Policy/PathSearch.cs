namespace Sonde.Engine;

/// <summary>Finds the files of a folder or a shell pattern; every folder entered and every file found is checked.</summary>
internal sealed class PathSearch(PathPolicy policy, CancellationToken cancel)
{
    private const int MostNames = 200_000;
    private const int MostFiles = 20_000;
    private const int MostFolders = 20_000;
    private readonly List<CheckedPath> _files = [];
    private readonly List<SkippedPath> _skipped = [];
    private int _names;
    private int _folders;

    /// <summary>The files in a folder, without those whose name begins with a dot and without folders in it.</summary>
    public PathExpansion FilesOf(string folder)
    {
        string start = Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar;
        foreach (string name in Names(folder, "*"))
            Add(start + name);
        return Found($"The folder {Quote.Text(folder)} has no files that can be read.");
    }

    /// <summary>The files that match a pattern; <c>*</c> stays within a folder, <c>**</c> stands for any folders.</summary>
    public PathExpansion Matches(string pattern)
    {
        string[] parts = pattern.Split('/');
        int first = Array.FindIndex(parts, Glob.IsPattern);
        string start = string.Join('/', parts[..first]);
        // "/*" starts at the root, "*" in the working directory.
        start = first > 0 ? start + "/" : "";
        if (policy.FollowInside(FolderOf(start)) is null)
            throw PathPolicy.Outside(pattern);
        Descend(start, parts.AsSpan(first));
        return Found($"No file matches {Quote.Text(pattern)}.");
    }

    private void Descend(string start, ReadOnlySpan<string> parts)
    {
        cancel.ThrowIfCancellationRequested();
        if (parts.IsEmpty)
        {
            Add(start);
            return;
        }
        if (parts[0] == "**")
        {
            DescendDeep(start, parts);
            return;
        }
        bool last = parts.Length == 1;
        if (!Glob.IsPattern(parts[0]))
        {
            Descend(last ? start + parts[0] : start + parts[0] + "/", parts[1..]);
            return;
        }
        foreach (string name in Names(FolderOf(start), parts[0]))
        {
            if (last)
                Add(start + name);
            else if (IsFolder(start + name))
                Descend(start + name + "/", parts[1..]);
        }
    }

    // "**" stands for no folder, or for one and again "**". Linked folders are left out: they may lead round in circles.
    private void DescendDeep(string start, ReadOnlySpan<string> parts)
    {
        Descend(start, parts.Length == 1 ? ["*"] : parts[1..]);
        foreach (string name in Names(FolderOf(start), "*"))
        {
            if (policy.IsLink(start + name) || !IsFolder(start + name))
                continue;
            if (++_folders > MostFolders)
                throw TooMuch($"more than {MostFolders} folders");
            DescendDeep(start + name + "/", parts);
        }
    }

    private static string FolderOf(string start) => start.Length == 0 ? "." : start;

    private bool IsFolder(string typed) => policy.FollowInside(typed) is { } path && Directory.Exists(path);

    private List<string> Names(string folder, string pattern)
    {
        if (policy.FollowInside(folder) is not { } path)
            return [];
        IReadOnlyList<string> names = FolderListing.Names(path, MostNames - _names + 1);
        _names += names.Count;
        if (_names > MostNames)
            throw TooMuch($"more than {MostNames} names");
        bool hidden = pattern.StartsWith('.');
        return
        [
            .. names
                .Where(name => name.StartsWith('.') == hidden && Glob.Matches(pattern, name))
                .Order(StringComparer.Ordinal),
        ];
    }

    private void Add(string typed)
    {
        cancel.ThrowIfCancellationRequested();
        if (IsFolder(typed))
            return;
        try
        {
            _files.Add(policy.Check(typed));
        }
        catch (EngineException fault) when (fault.Fault != EngineFault.NotFound)
        {
            _skipped.Add(new SkippedPath(typed, fault.Fault));
        }
        catch (EngineException)
        {
            // "*/a.pcap" need not exist in every folder
        }
        if (_files.Count + _skipped.Count > MostFiles)
            throw TooMuch($"more than {MostFiles} files");
    }

    private PathExpansion Found(string otherwise)
    {
        if (_files.Count > 0)
            return new PathExpansion(_files, _skipped);
        bool refused = _skipped.Exists(path => path.Fault == EngineFault.AccessDenied);
        throw refused
            ? new EngineException(
                EngineFault.AccessDenied,
                otherwise,
                "What there is lies outside the folders that may be read."
            )
            : new EngineException(EngineFault.NotFound, otherwise, "Check the folder and the pattern.");
    }

    private static EngineException TooMuch(string what) =>
        new(EngineFault.LimitExceeded, $"The pattern or folder has {what}.", "Narrow the pattern.");
}
