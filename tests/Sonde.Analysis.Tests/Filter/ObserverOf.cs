using Sonde.Wire;

namespace Sonde.Analysis.Tests.Filter;

/// <summary>Does something with each packet.</summary>
internal sealed class ObserverOf(ObserverOf.Doing doing) : IObserver
{
    public delegate void Doing(in Packet packet);

    public void OnPacket(in Packet packet) => doing(packet);

    /// <summary>Feeds made frames, a millisecond apart, to something.</summary>
    public static void Feed(Protocols protocols, IEnumerable<byte[]> frames, Doing doing) =>
        MadeFrames.Feed(new Pass(protocols, new ObserverOf(doing)), frames);
}
