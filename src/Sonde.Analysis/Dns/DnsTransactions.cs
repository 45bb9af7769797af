namespace Sonde.Analysis;

/// <summary>The questions that answers may still come for.</summary>
/// <remarks>
/// Memory: about 250 octets a question, at most the limit of them; the oldest make room. Questions with the same ends and id form
/// a chain of at most <see cref="LongestChain"/>.
/// </remarks>
internal sealed class DnsTransactions(int limit, Action<DnsTransaction> onFinished)
{
    private const int LongestChain = 16;

    private readonly Dictionary<DnsExchange, DnsTransaction> _heads = [];
    private readonly LinkedList<DnsTransaction> _inOrder = new();

    public DnsTransaction? Head(in DnsExchange exchange) => _heads.GetValueOrDefault(exchange);

    public static DnsTransaction? Find(DnsTransaction? head, string name, ushort type)
    {
        for (DnsTransaction? one = head; one is not null; one = one.Next)
        {
            if (one.Asks(name, type))
                return one;
        }
        return null;
    }

    public void Add(DnsTransaction transaction)
    {
        if (_inOrder.Count >= limit)
            Finish(_inOrder.First!.Value);
        DnsTransaction? head = Head(transaction.Exchange);
        int length = 0;
        DnsTransaction? last = null;
        for (DnsTransaction? one = head; one is not null; one = one.Next)
            (length, last) = (length + 1, one);
        if (length >= LongestChain)
        {
            Finish(last!);
            head = Head(transaction.Exchange);
        }
        transaction.Next = head;
        transaction.Place = _inOrder.AddLast(transaction);
        _heads[transaction.Exchange] = transaction;
    }

    public void Finish(DnsTransaction transaction)
    {
        _inOrder.Remove(transaction.Place!);
        DnsTransaction head = _heads[transaction.Exchange];
        if (head == transaction && transaction.Next is null)
        {
            _heads.Remove(transaction.Exchange);
        }
        else if (head == transaction)
        {
            _heads[transaction.Exchange] = transaction.Next!;
        }
        else
        {
            while (head.Next != transaction)
                head = head.Next!;
            head.Next = transaction.Next;
        }
        onFinished(transaction);
    }

    public void FinishAll()
    {
        while (_inOrder.First is { } first)
            Finish(first.Value);
    }
}
