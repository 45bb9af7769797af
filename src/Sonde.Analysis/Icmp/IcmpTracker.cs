using System.Runtime.InteropServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Follows the ICMP and ICMPv6 messages of a capture: echo pairs, errors and what they are about, routers on the way.</summary>
/// <remarks>Memory is bounded by the limits here and in <see cref="EchoPairing"/>; what comes after a limit is counted.</remarks>
/// <param name="skip">Messages to leave out of <see cref="Page"/> at its beginning.</param>
/// <param name="take">Messages to keep in <see cref="Page"/>.</param>
public sealed class IcmpTracker(long skip, long take) : IObserver
{
    /// <summary>Most different addresses kept in each list.</summary>
    public const int AddressLimit = 100_000;

    /// <summary>Most different errors and most paths kept.</summary>
    public const int ProblemLimit = 20_000;

    private readonly Dictionary<(bool IsVersion6, byte Type), long> _types = [];
    private readonly HashSet<Address> _sources = [];
    private readonly HashSet<Address> _destinations = [];
    private readonly HashSet<Address> _unreachable = [];
    private readonly Dictionary<IcmpProblemKey, IcmpProblem> _problems = [];
    private readonly Dictionary<(Address, Address, byte), IcmpTrace> _traces = [];
    private readonly List<IcmpMessage> _page = [];

    /// <summary>Packets with a message.</summary>
    public long Messages { get; private set; }

    /// <summary>The messages asked for, in capture order.</summary>
    public IReadOnlyList<IcmpMessage> Page => _page;

    /// <summary>Messages by type.</summary>
    public IReadOnlyDictionary<(bool IsVersion6, byte Type), long> Types => _types;

    /// <summary>Addresses that sent messages.</summary>
    public IReadOnlyCollection<Address> Sources => _sources;

    /// <summary>Addresses that messages went to.</summary>
    public IReadOnlyCollection<Address> Destinations => _destinations;

    /// <summary>Hosts that could not be reached: destinations of the quoted datagrams.</summary>
    public IReadOnlyCollection<Address> Unreachable => _unreachable;

    /// <summary>Errors and redirects, in the order of their first frames.</summary>
    public IReadOnlyCollection<IcmpProblem> Problems => _problems.Values;

    /// <summary>Paths with routers, in the order of their first frames.</summary>
    public IReadOnlyCollection<IcmpTrace> Traces => _traces.Values;

    /// <summary>Echo requests and replies.</summary>
    public EchoPairing Echo { get; } = new();

    /// <summary>Errors that quote nothing that can be read, so that it is not known what they are about.</summary>
    public long WithoutQuote { get; private set; }

    /// <summary>Frames with messages.</summary>
    public FirstFrames Frames { get; } = new();

    /// <summary>Addresses, errors and paths that came after a limit.</summary>
    public long NotKept { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> PacketProtocols => [Icmp.Name, Icmpv6.Name];

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        if (IcmpMessageReader.Read(packet) is not { } message)
            return;
        Frames.Add(message.Frame);
        bool isShown = Messages++ >= skip && _page.Count < take;
        if (isShown)
            _page.Add(message);
        CollectionsMarshal.GetValueRefOrAddDefault(_types, (message.IsVersion6, message.Type), out _)++;
        Keep(_sources, message.Source);
        Keep(_destinations, message.Destination);
        Echo.See(message, isShown, packet.Frame.IsTimeless);
        if (message.IsAboutAnother)
            SeeProblem(message);
    }

    /// <summary>Whether the target of a path answered itself: an echo reply, or an error of its own.</summary>
    public bool IsReached(IcmpTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return _problems.Keys.Any(key =>
                key.Reporter == trace.Target && key.Source == trace.Source && key.Destination == trace.Target
            )
            || Echo.Sessions.Any(session =>
                session.Requester == trace.Source && session.Responder == trace.Target && session.Replies > 0
            );
    }

    private void SeeProblem(IcmpMessage message)
    {
        IcmpQuoted? quoted = message.Quoted;
        if (quoted is null)
            WithoutQuote++;
        var key = new IcmpProblemKey(
            message.IsVersion6,
            message.Type,
            message.Code,
            message.Source,
            quoted?.Source ?? message.Destination,
            quoted?.Destination ?? default,
            quoted?.Protocol,
            message.Mtu,
            message.Gateway
        );
        if (!_problems.TryGetValue(key, out IcmpProblem? problem) && _problems.Count < ProblemLimit)
            _problems.Add(key, problem = new IcmpProblem(key));
        if (problem is null)
            NotKept++;
        else
            problem.Add(message);
        if (quoted is not { } about)
            return;
        if (message.IsUnreachable && message.Mtu is null)
            Keep(_unreachable, about.Destination);
        if (message.IsTimeExceeded && message.Code == 0)
            SeeRouter(message, about);
    }

    private void SeeRouter(IcmpMessage message, in IcmpQuoted about)
    {
        (Address, Address, byte) key = (about.Source, about.Destination, about.Protocol);
        if (!_traces.TryGetValue(key, out IcmpTrace? trace) && _traces.Count < ProblemLimit)
            _traces.Add(key, trace = new IcmpTrace(about.Source, about.Destination, about.Protocol));
        if (trace is null)
            NotKept++;
        else
            trace.Add(message);
    }

    private void Keep(HashSet<Address> kept, Address address)
    {
        if (address.Version == 0 || kept.Contains(address))
            return;
        if (kept.Count < AddressLimit)
            kept.Add(address);
        else
            NotKept++;
    }
}
