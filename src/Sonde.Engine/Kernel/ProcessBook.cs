using System.Globalization;
using Sonde.Capture;
using Sonde.Host;

namespace Sonde.Engine;

/// <summary>Remembers whose things are, while the processes are still there to be asked.</summary>
internal sealed class ProcessBook
{
    private const int MostKept = 20_000;
    private readonly Dictionary<int, ProcessFacts?> _processes = [];
    private readonly Dictionary<ulong, (string? Path, string? Container)> _groups = [];
    private readonly IReadOnlyDictionary<long, string> _users = LinuxFiles.Users();
    private SocketProcesses? _sockets;

    /// <summary>What is known of a process; null when it had gone before it was asked.</summary>
    public ProcessFacts? Facts(int process, ulong group = 0)
    {
        if (process <= 0)
            return null;
        if (!_processes.TryGetValue(process, out ProcessFacts? facts) && _processes.Count < MostKept)
            _processes.Add(process, facts = ProcessFacts.Of(process));
        if (group != 0 && facts?.ControlGroup is { } path && _groups.Count < MostKept)
            _groups.TryAdd(group, (path, facts.Container));
        return facts;
    }

    /// <summary>Control group and container by the group's number, once a process of it was met alive.</summary>
    public (string? Path, string? Container) Group(ulong group) => _groups.GetValueOrDefault(group);

    /// <summary>The process of a socket that the kernel's programs did not name.</summary>
    public SocketOwner? OwnerOf(ulong inode)
    {
        if (inode == 0)
            return null;
        _sockets ??= SocketProcesses.Read();
        return _sockets.Of(inode) is [var first, ..] ? first : null;
    }

    /// <summary>Looks again at who holds which socket, since that changes.</summary>
    public void Refresh() => _sockets = null;

    /// <summary>A party with its process, as far as it can be found.</summary>
    public KernelParty Named(KernelParty party)
    {
        if (party.ProcessId == 0 && OwnerOf(party.Inode) is { } owner)
            party = party with { ProcessId = owner.ProcessId, Command = owner.Name ?? "" };
        _ = Facts(party.ProcessId, party.Cgroup);
        return party;
    }

    /// <summary>A user by name, or by number.</summary>
    public string User(long id) =>
        _users.TryGetValue(id, out string? name) ? Quote.Clean(name)! : id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a party fits what was typed: a number, or a part of the name or of the program's path.</summary>
    public bool IsOf(KernelParty party, string typed) => IsOf(party.ProcessId, party.Command, typed);

    /// <summary>The same for a process.</summary>
    public bool IsOf(int process, string command, string typed) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? process == number
            : command.Contains(typed, StringComparison.OrdinalIgnoreCase)
                || Path.GetFileName(Facts(process)?.Executable)?.Contains(typed, StringComparison.OrdinalIgnoreCase)
                    == true;
}
