using System.Globalization;
using System.IO.Enumeration;

namespace Sonde.Host;

/// <summary>Which processes hold which sockets: the links <c>socket:[inode]</c> below <c>/proc/PID/fd</c>.</summary>
internal sealed class SocketOwners
{
    /// <summary>Descriptors looked at, at most.</summary>
    public const int MostDescriptors = 2_000_000;

    private const string Prefix = "socket:[";

    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
    };

    private readonly Dictionary<ulong, List<SocketOwner>> _owners = [];
    private int _descriptors;

    private SocketOwners() { }

    /// <summary>Processes whose descriptors this user may not see.</summary>
    public int NotRead { get; private set; }

    /// <summary>The limit on descriptors was reached.</summary>
    public bool IsCut => _descriptors >= MostDescriptors;

    /// <summary>Looks through all processes.</summary>
    public static SocketOwners Read()
    {
        var owners = new SocketOwners();
        foreach (int process in Processes().Order())
        {
            if (owners.IsCut)
                break;
            try
            {
                owners.Add(process);
            }
            catch (UnauthorizedAccessException)
            {
                owners.NotRead++;
            }
            catch (IOException)
            {
                // it ended meanwhile
            }
        }
        return owners;
    }

    /// <summary>The processes that hold a socket.</summary>
    public IReadOnlyList<SocketOwner> Of(ulong inode) =>
        inode != 0 && _owners.TryGetValue(inode, out List<SocketOwner>? owners) ? owners : [];

    /// <summary>The inode that the target of a link names; null when it is no socket.</summary>
    internal static ulong? Inode(string? target) =>
        target is not null
        && target.StartsWith(Prefix, StringComparison.Ordinal)
        && ulong.TryParse(target.AsSpan(Prefix.Length).TrimEnd(']'), CultureInfo.InvariantCulture, out ulong inode)
            ? inode
            : null;

    private static List<int> Processes()
    {
        List<int> processes = [];
        try
        {
            foreach (string name in Names("/proc"))
            {
                if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int process))
                    processes.Add(process);
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // no /proc: nobody is known
        }
        return processes;
    }

    private void Add(int process)
    {
        string? name = null;
        string folder = $"/proc/{process}/fd";
        foreach (string descriptor in Names(folder))
        {
            if (++_descriptors >= MostDescriptors)
                return;
            if (Inode(new FileInfo($"{folder}/{descriptor}").LinkTarget) is not { } inode)
                continue;
            name ??= Name(process);
            if (!_owners.TryGetValue(inode, out List<SocketOwner>? owners))
                _owners.Add(inode, owners = []);
            // one process may hold a socket under several descriptors
            if (owners.Count == 0 || owners[^1].ProcessId != process)
                owners.Add(new SocketOwner(process, name));
        }
    }

    private static string? Name(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/comm").TrimEnd('\n');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Names only: what the links point to is no file that could be looked at.
    private static FileSystemEnumerable<string> Names(string folder) =>
        new(folder, static (ref FileSystemEntry entry) => entry.FileName.ToString(), Everything);
}
