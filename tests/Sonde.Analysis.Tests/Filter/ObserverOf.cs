using Sonde.Wire;

namespace Sonde.Analysis.Tests.Filter;

/// <summary>Does something with each packet.</summary>
internal sealed class ObserverOf(ObserverOf.Doing doing) : IObserver
{
    public delegate void Doing(in Packet packet);

    public void OnPacket(in Packet packet) => doing(packet);

    /// <summary>Feeds made frames, a millisecond apart, to something.</summary>
    public static void Feed(Protocols protocols, IEnumerable<byte[]> frames, Doing doing)
    {
        var pass = new Pass(protocols, new ObserverOf(doing));
        long number = 0;
        foreach (byte[] octets in frames)
        {
            number++;
            pass.Feed(
                new Frame
                {
                    Octets = octets,
                    At = new Timestamp(1_700_000_000 * Timestamp.PerSecond + number * 1_000_000),
                    OriginalLength = octets.Length,
                    LinkType = LinkTypes.Ethernet,
                    Number = number,
                }
            );
        }
    }
}
