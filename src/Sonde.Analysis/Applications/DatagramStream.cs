namespace Sonde.Analysis;

/// <summary>One conversation over UDP whose application is found out from its first datagrams and then read by that application's reader.</summary>
/// <remarks>Datagrams before the one that was recognised are not read.</remarks>
public sealed class DatagramStream
{
    private const int MostTries = 8; // datagrams looked at before the conversation counts as unknown

    private readonly IReadOnlyList<IDatagramApplication> _applications;
    private IDatagramReader? _reader;
    private int _tries;
    private bool _clientIsResponder;

    internal DatagramStream(IReadOnlyList<IDatagramApplication> applications, Flow flow)
    {
        _applications = applications;
        Flow = flow;
    }

    /// <summary>The conversation.</summary>
    public Flow Flow { get; }

    /// <summary>The application; null while unknown, and for one that nobody recognised.</summary>
    public IDatagramApplication? Application { get; private set; }

    /// <summary>How sure that is.</summary>
    public Certainty Certainty { get; private set; }

    /// <summary>What it says of itself; null where nothing was asked for or said.</summary>
    public ConversationFacts? Facts { get; private set; }

    /// <summary>Packets of it were decrypted.</summary>
    public bool IsDecrypted { get; internal set; }

    /// <summary>Wireshark's name of what was inside; null where nothing was decrypted, or nobody knows what it is.</summary>
    public string? Inside { get; internal set; }

    /// <summary>The end that asks.</summary>
    public Endpoint Client => _clientIsResponder ? Flow.Responder : Flow.Initiator;

    /// <summary>The end that answers.</summary>
    public Endpoint Server => _clientIsResponder ? Flow.Initiator : Flow.Responder;

    internal void Feed(bool fromInitiator, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (Application is null && _tries < MostTries)
        {
            _tries++;
            Find(octets, fromInitiator);
        }
        _reader?.OnDatagram(fromInitiator != _clientIsResponder, octets, place);
    }

    internal ConversationFacts KeepFacts(FactsBudget budget) => Facts ??= new ConversationFacts(budget);

    internal void End() => _reader?.OnEnd();

    private void Find(ReadOnlySpan<byte> octets, bool fromInitiator)
    {
        foreach (IDatagramApplication candidate in _applications)
        {
            Recognition said = candidate.Recognize(octets, fromInitiator);
            if (said.Certainty == Certainty.Certain || (said.Certainty == Certainty.Unsure && IsUsual(candidate)))
            {
                (Application, Certainty, _clientIsResponder) = (candidate, said.Certainty, said.ClientIsResponder);
                _reader = candidate.Open(this);
                return;
            }
        }
    }

    private bool IsUsual(IDatagramApplication application) =>
        application.Ports.Contains(Flow.Responder.Port) || application.Ports.Contains(Flow.Initiator.Port);
}
