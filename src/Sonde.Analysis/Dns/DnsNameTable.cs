using System.Runtime.InteropServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Names that were asked, with how often; names that differ only in case are one (RFC 1035 §2.3.3).</summary>
/// <remarks>Memory: the distinct names, at most <see cref="Limit"/>; further ones are counted as not kept.</remarks>
internal sealed class DnsNameTable
{
    public const int Limit = 200_000;

    private readonly Dictionary<string, long> _counts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _spellings = new(StringComparer.OrdinalIgnoreCase);
    private readonly char[] _text = new char[DnsName.LongestText];

    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>Questions for names that came after the limit.</summary>
    public long NotKept { get; private set; }

    /// <summary>The name as it was spelt first.</summary>
    public string Read(scoped in DnsMessage message, int position)
    {
        int length = DnsName.Decode(message.Octets, position, _text, DnsNameStyle.Escaped);
        ReadOnlySpan<char> text = _text.AsSpan(0, length);
        var known = _spellings.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(text, out string? spelling))
            return spelling;
        spelling = text.ToString();
        if (_spellings.Count < Limit)
            _spellings.Add(spelling, spelling);
        return spelling;
    }

    public void Count(string name)
    {
        if (_counts.Count < Limit || _counts.ContainsKey(name))
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, name, out _)++;
        else
            NotKept++;
    }
}
