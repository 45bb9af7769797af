using System.Globalization;

namespace Sonde.Analysis;

/// <summary>Puts SIP messages together: counts, transactions, calls and registrations; keeps the messages of one page.</summary>
/// <remarks>
/// Memory: the messages of the page up to <see cref="MostText"/> characters, at most <see cref="MostCalls"/> calls and as many
/// registrations, <see cref="MostTransactions"/> transactions, and <see cref="MostNames"/> different methods, agents and so on.
/// </remarks>
/// <param name="offset">Messages before the page.</param>
/// <param name="limit">Messages of the page.</param>
public sealed class SipReport(int offset = 0, int limit = int.MaxValue)
{
    /// <summary>Most calls kept, and most registrations.</summary>
    public const int MostCalls = 20_000;

    /// <summary>Most transactions kept.</summary>
    public const int MostTransactions = 100_000;

    /// <summary>Most different methods, user agents and Call-IDs kept.</summary>
    public const int MostNames = 50_000;

    /// <summary>Most characters of the messages of the page.</summary>
    public const int MostText = 16_000_000;

    private const int LongestKey = 300;

    private readonly Dictionary<string, List<SipCall>> _callsById = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SipRegistration> _registrations = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Key, Flow Flow), SipTransaction> _transactions = [];
    private readonly List<SipMessage> _page = [];
    private readonly List<SipCall> _calls = [];
    private long _text;

    /// <summary>Requests, those that were sent again included.</summary>
    public int Requests { get; private set; }

    /// <summary>Responses, those that were sent again included.</summary>
    public int Responses { get; private set; }

    /// <summary>Messages.</summary>
    public int Messages => Requests + Responses;

    /// <summary>The messages of the page, in the order of their frames.</summary>
    public IReadOnlyList<SipMessage> Page => _page;

    /// <summary>Requests by method.</summary>
    public SortedDictionary<string, int> Methods { get; } = new(StringComparer.Ordinal);

    /// <summary>Responses by class.</summary>
    public SortedDictionary<string, int> Classes { get; } = new(StringComparer.Ordinal);

    /// <summary>Messages by transport.</summary>
    public SortedDictionary<string, int> Transports { get; } = new(StringComparer.Ordinal);

    /// <summary>Call-IDs.</summary>
    public SortedSet<string> CallIds { get; } = new(StringComparer.Ordinal);

    /// <summary>User agents and servers.</summary>
    public SortedSet<string> Agents { get; } = new(StringComparer.Ordinal);

    /// <summary>Calls, in the order in which they began.</summary>
    public IReadOnlyList<SipCall> Calls => _calls;

    /// <summary>Registrations, in the order in which they began.</summary>
    public IReadOnlyCollection<SipRegistration> Registrations => _registrations.Values;

    /// <summary>Transactions.</summary>
    public IReadOnlyCollection<SipTransaction> Transactions => _transactions.Values;

    /// <summary>Messages that were sent again.</summary>
    public long Retransmissions { get; private set; }

    /// <summary>Messages of the page that were left out for their length.</summary>
    public bool PageIsCut { get; private set; }

    /// <summary>Calls or registrations were left out.</summary>
    public bool CallsAreCut { get; private set; }

    /// <summary>Transactions were left out.</summary>
    public bool TransactionsAreCut { get; private set; }

    /// <summary>Methods, agents or Call-IDs were left out.</summary>
    public bool NamesAreCut { get; private set; }

    /// <summary>The next message.</summary>
    public void Add(SipMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Keep(message);
        if (message.Method is { } method)
        {
            Requests++;
            Count(Methods, Short(method));
        }
        else
        {
            Responses++;
            Count(Classes, string.Create(CultureInfo.InvariantCulture, $"{message.Status / 100}xx"));
        }
        Count(Transports, message.Transport);
        Name(CallIds, message.CallId);
        Name(Agents, message.Value("user-agent"));
        Name(Agents, message.Value("server"));
        bool isRepeated = IsRepeated(message);
        if (isRepeated)
            Retransmissions++;
        if (message.SequenceMethod == "REGISTER")
            AddRegistration(message, isRepeated);
        else
            CallOf(message)?.Add(message, isRepeated);
    }

    private void Keep(SipMessage message)
    {
        int place = Messages;
        if (place < offset || place - offset >= limit)
            return;
        _text += message.StartLine.Length + message.Headers.Sum(header => header.Key.Length + header.Value.Length + 40);
        if (_text > MostText)
            PageIsCut = true;
        else
            _page.Add(message);
    }

    // Through a proxy a request goes on with another branch, and in another conversation: it is not the same one again.
    private bool IsRepeated(SipMessage message)
    {
        if (message.Method == "ACK" || message.CallId.Length == 0)
            return false;
        string key = Short(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{message.Sequence} {message.SequenceMethod} {message.Branch} {message.CallId}"
            )
        );
        if (!_transactions.TryGetValue((key, message.Flow), out SipTransaction? transaction))
        {
            if (!message.IsRequest)
                return false;
            TransactionsAreCut |= _transactions.Count >= MostTransactions;
            if (_transactions.Count < MostTransactions)
                _transactions.Add((key, message.Flow), new SipTransaction(message));
            return false;
        }
        bool isAgain =
            message.IsRequest ? message.Source == transaction.Sender
            : transaction.FinalAnswer is not null ? message.Status == transaction.Status
            : false;
        if (isAgain)
        {
            transaction.Retransmissions++;
        }
        else if (!message.IsRequest)
        {
            transaction.FirstAnswer ??= message.Place;
            if (message.Status >= 200 && transaction.FinalAnswer is null)
                (transaction.FinalAnswer, transaction.Status) = (message.Place, message.Status);
        }
        return isAgain;
    }

    private SipCall? CallOf(SipMessage message)
    {
        string id = message.CallId;
        if (id.Length == 0)
            return null;
        if (_callsById.TryGetValue(id, out List<SipCall>? calls) && calls.Find(one => one.Has(message)) is { } known)
            return known;
        bool isOpening = message.Method == "INVITE" && message.ToTag.Length == 0;
        // Dialogs of SUBSCRIBE and the like are no calls.
        if (!isOpening && message.SequenceMethod is not ("INVITE" or "ACK" or "BYE" or "CANCEL" or "PRACK" or "INFO"))
            return null;
        if (_calls.Count >= MostCalls)
        {
            CallsAreCut = true;
            return null;
        }
        var call = new SipCall(message, isMiddle: !isOpening);
        if (calls is null)
            _callsById.Add(id, calls = []);
        calls.Add(call);
        _calls.Add(call);
        return call;
    }

    private void AddRegistration(SipMessage message, bool isRepeated)
    {
        if (!_registrations.TryGetValue(message.CallId, out SipRegistration? registration))
        {
            if (!message.IsRequest)
                return;
            if (_registrations.Count >= MostCalls)
            {
                CallsAreCut = true;
                return;
            }
            _registrations.Add(message.CallId, registration = new SipRegistration(message));
        }
        registration.Add(message, isRepeated);
    }

    private void Count(SortedDictionary<string, int> counts, string name)
    {
        if (counts.TryGetValue(name, out int count))
            counts[name] = count + 1;
        else if (counts.Count < 1000)
            counts.Add(name, 1);
        else
            NamesAreCut = true;
    }

    private void Name(SortedSet<string> names, string? name)
    {
        if (string.IsNullOrEmpty(name))
            return;
        if (names.Count < MostNames)
            names.Add(Short(name));
        else
            NamesAreCut |= !names.Contains(Short(name));
    }

    private static string Short(string text) => text.Length > LongestKey ? text[..LongestKey] : text;
}
