using System.Globalization;
using Sonde.Capture;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Counts the packets whose link type no protocol of the table reads: they show as data, so that answers about them would mislead.</summary>
internal sealed class UnreadLinkTypes(Protocols protocols)
{
    private const int Registered = 512; // LINKTYPE values of the registry end well below

    private readonly SortedDictionary<int, long> _packets = [];
    private int _known = -1;

    /// <summary>Looks at a packet's link type.</summary>
    public void See(int linkType)
    {
        if (linkType == _known || linkType == LinkTypes.NotAPacket)
            return;
        if (IsRead(linkType))
            _known = linkType;
        else
            _packets[linkType] = _packets.GetValueOrDefault(linkType) + 1;
    }

    /// <summary>Each link type with how many packets of it there are; null when all packets are read.</summary>
    public IReadOnlyList<string>? Notes =>
        _packets.Count == 0
            ? null
            :
            [
                .. _packets.Select(pair =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Name(pair.Key)}: {pair.Value} {(pair.Value == 1 ? "packet" : "packets")}"
                    )
                ),
            ];

    /// <summary>Refuses captures of which no packet can be read.</summary>
    /// <exception cref="EngineException">There are packets, and none is of a link type that is read.</exception>
    public void ThrowIfNoneIsRead(string capture)
    {
        if (_packets.Count == 0 || _known >= 0)
            return;
        string types = string.Join(", ", _packets.Keys.Select(Name));
        throw new EngineException(
            EngineFault.UnsupportedFormat,
            $"The packets of {Quote.Text(Path.GetFileName(capture))} have a link type that is not read: {types}.",
            "The file itself can be described with analyze_capinfos; its packets need a tool that knows the link type.",
            [.. Enumerable.Range(0, Registered).Where(IsRead).Select(Name)]
        );
    }

    private static string Name(int linkType) =>
        string.Create(CultureInfo.InvariantCulture, $"{linkType} ({Encapsulations.Of(linkType).Name})");

    private bool IsRead(int linkType) => protocols.Find(NextSpace.LinkType, (uint)linkType) is not null;
}
