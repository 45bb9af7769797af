using System.Net;
using System.Net.NetworkInformation;

namespace Sonde.Capture;

/// <summary>What a comment belongs to.</summary>
public enum CommentScope
{
    /// <summary>The file, or one section of it.</summary>
    Section,

    /// <summary>One interface.</summary>
    Interface,

    /// <summary>One frame.</summary>
    Frame,
}

/// <summary>A remark that someone left in a pcapng file; the text is whatever the writer put there.</summary>
/// <param name="Scope">What it belongs to.</param>
/// <param name="Frame">Number of the frame; 0 unless it belongs to one.</param>
/// <param name="Interface">Index of the interface; -1 unless it belongs to one.</param>
/// <param name="Text">The remark.</param>
public sealed record CaptureComment(CommentScope Scope, long Frame, int Interface, string Text);

/// <summary>A name that a pcapng file gives to an IP address (name resolution block).</summary>
public sealed record ResolvedName(IPAddress Address, string Name);

/// <summary>A name that a pcapng file gives to a hardware address (name resolution block).</summary>
public sealed record HardwareName(PhysicalAddress Address, string Name);

/// <summary>Keys that a pcapng file carries (decryption secrets block).</summary>
/// <param name="Kind">secrets type: 0x544c534b is a TLS key log, 0x57474b4c a WireGuard key log.</param>
/// <param name="Octets">The secrets as stored.</param>
public sealed record DecryptionSecrets(uint Kind, ReadOnlyMemory<byte> Octets);

/// <summary>One section of a pcapng file: which machine and program wrote it.</summary>
/// <param name="Hardware">The machine (shb_hardware).</param>
/// <param name="OperatingSystem">Its operating system (shb_os).</param>
/// <param name="Application">The program (shb_userappl).</param>
/// <param name="IsBigEndian">Byte order of its numbers.</param>
public sealed record CaptureSection(string? Hardware, string? OperatingSystem, string? Application, bool IsBigEndian);

/// <summary>Everything a file says beside its frames.</summary>
/// <remarks>Memory: each list has a limit; what came after it is counted in <see cref="Dropped"/>.</remarks>
public sealed class CaptureNotes
{
    private const int MostEntries = 100_000;
    private const long MostOctets = 32 * 1024 * 1024;

    private readonly List<CaptureComment> _comments = [];
    private readonly List<ResolvedName> _names = [];
    private readonly List<HardwareName> _hardwareNames = [];
    private readonly List<DecryptionSecrets> _secrets = [];
    private readonly List<CaptureSection> _sections = [];
    private long _octets;

    /// <summary>Comments in file order.</summary>
    public IReadOnlyList<CaptureComment> Comments => _comments;

    /// <summary>Names of IP addresses.</summary>
    public IReadOnlyList<ResolvedName> Names => _names;

    /// <summary>Names of hardware addresses.</summary>
    public IReadOnlyList<HardwareName> HardwareNames => _hardwareNames;

    /// <summary>Keys for decryption.</summary>
    public IReadOnlyList<DecryptionSecrets> Secrets => _secrets;

    /// <summary>Sections; none in a pcap file.</summary>
    public IReadOnlyList<CaptureSection> Sections => _sections;

    /// <summary>Entries left out because there were too many.</summary>
    public long Dropped { get; private set; }

    /// <summary>Blocks of kinds that are not read.</summary>
    public long BlocksSkipped { get; internal set; }

    internal void Add(CaptureComment comment) => Keep(_comments, comment, comment.Text.Length * 2);

    internal void Add(ResolvedName name) => Keep(_names, name, 64 + (name.Name.Length * 2));

    internal void Add(HardwareName name) => Keep(_hardwareNames, name, 64 + (name.Name.Length * 2));

    internal void Add(DecryptionSecrets secrets) => Keep(_secrets, secrets, secrets.Octets.Length);

    internal void Add(CaptureSection section) => Keep(_sections, section, 64);

    private void Keep<T>(List<T> list, T entry, int octets)
    {
        if (list.Count >= MostEntries || _octets + octets > MostOctets)
        {
            Dropped++;
            return;
        }
        _octets += octets;
        list.Add(entry);
    }
}
