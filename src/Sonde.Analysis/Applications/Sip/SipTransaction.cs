namespace Sonde.Analysis;

/// <summary>One request and the answers to it, RFC 3261 §17; an ACK is no transaction of its own here.</summary>
public sealed class SipTransaction
{
    internal SipTransaction(SipMessage request) =>
        (Method, Sender, Asked) = (request.Method ?? request.SequenceMethod, request.Source, request.Place);

    /// <summary>The method.</summary>
    public string Method { get; }

    /// <summary>Who asked.</summary>
    public Endpoint Sender { get; }

    /// <summary>The request, sent for the first time.</summary>
    public StreamPlace Asked { get; }

    /// <summary>The first answer, provisional or not.</summary>
    public StreamPlace? FirstAnswer { get; internal set; }

    /// <summary>The final answer.</summary>
    public StreamPlace? FinalAnswer { get; internal set; }

    /// <summary>Its status; 0 without.</summary>
    public int Status { get; internal set; }

    /// <summary>How often request and final answer were sent again.</summary>
    public int Retransmissions { get; internal set; }
}

/// <summary>Registrations with one Call-ID, RFC 3261 §10.</summary>
public sealed class SipRegistration
{
    internal SipRegistration(SipMessage request) =>
        (CallId, Address, Client, Registrar, Started) = (
            request.CallId,
            request.Value("to") ?? "",
            request.Source,
            request.Destination,
            request.Place
        );

    /// <summary><c>Call-ID</c>.</summary>
    public string CallId { get; }

    /// <summary>The address-of-record: <c>To</c>, as sent.</summary>
    public string Address { get; }

    /// <summary>Who registers.</summary>
    public Endpoint Client { get; }

    /// <summary>Where.</summary>
    public Endpoint Registrar { get; }

    /// <summary>The first request.</summary>
    public StreamPlace Started { get; }

    /// <summary>Requests, repetitions left out.</summary>
    public int Requests { get; private set; }

    /// <summary>Challenges (401, 407).</summary>
    public int Challenges { get; private set; }

    /// <summary>Messages that were sent again.</summary>
    public int Retransmissions { get; private set; }

    /// <summary>The last final status; 0 without.</summary>
    public int Status { get; private set; }

    /// <summary>Words behind it.</summary>
    public string? Reason { get; private set; }

    /// <summary><c>Contact</c> of the last request.</summary>
    public string? Contact { get; private set; }

    /// <summary>Seconds for which the last request asked, 0 to withdraw; null when it did not say.</summary>
    public long? Expires { get; private set; }

    /// <summary>Its frames.</summary>
    public FirstFrames Frames { get; } = new();

    internal void Add(SipMessage message, bool isRepeated)
    {
        Frames.AddOnce(message.Place.Frame);
        if (isRepeated)
        {
            Retransmissions++;
            return;
        }
        if (message.IsRequest)
        {
            Requests++;
            Contact = message.Value("contact");
            string said = SipMessage.Parameter(Contact, "expires");
            Expires = long.TryParse(said.Length > 0 ? said : message.Value("expires"), out long seconds)
                ? seconds
                : null;
            return;
        }
        if (message.Status < 200)
            return;
        if (message.Status is 401 or 407)
            Challenges++;
        (Status, Reason) = (message.Status, message.Reason);
    }
}
