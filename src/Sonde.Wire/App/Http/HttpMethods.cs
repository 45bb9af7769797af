namespace Sonde.Wire;

/// <summary>The methods by which a request is known: RFC 9110 §9, RFC 5789, WebDAV and its relatives, UPnP, RPC over HTTP.</summary>
internal static class HttpMethods
{
    /// <summary>Octets of the longest one.</summary>
    public const int Longest = 16;

    private static ReadOnlySpan<byte> Requests =>
        " GET POST HEAD PUT DELETE OPTIONS CONNECT TRACE PATCH M-SEARCH M-POST PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK REPORT SEARCH LABEL MERGE CHECKOUT CHECKIN UNCHECKOUT UPDATE VERSION-CONTROL BASELINE-CONTROL MKWORKSPACE MKACTIVITY POLL BPROPFIND BPROPPATCH BCOPY BMOVE BDELETE RPC_CONNECT RPC_IN_DATA RPC_OUT_DATA CCM_POST "u8;

    private static ReadOnlySpan<byte> Notifications => " NOTIFY SUBSCRIBE UNSUBSCRIBE "u8;

    /// <summary>What a request with this method is; none for an unknown method.</summary>
    public static HttpKind KindOf(ReadOnlySpan<byte> method) =>
        IsIn(Requests, method) ? HttpKind.Request
        : IsIn(Notifications, method) ? HttpKind.Notification
        : HttpKind.None;

    /// <summary>Whether a message may begin like this, as far as there is anything: the start of a method or of <c>HTTP/</c>.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> octets)
    {
        if (octets.Length > Longest)
            return false;
        return "HTTP/"u8.StartsWith(octets) || Begins(Requests, octets) || Begins(Notifications, octets);
    }

    private static bool IsIn(ReadOnlySpan<byte> list, ReadOnlySpan<byte> word) => Find(list, word, whole: true);

    private static bool Begins(ReadOnlySpan<byte> list, ReadOnlySpan<byte> word) => Find(list, word, whole: false);

    private static bool Find(ReadOnlySpan<byte> list, ReadOnlySpan<byte> word, bool whole)
    {
        for (int at = 1; at < list.Length; )
        {
            ReadOnlySpan<byte> next = list[at..];
            int length = next.IndexOf((byte)' ');
            if (next[..length].StartsWith(word) && (!whole || length == word.Length))
                return true;
            at += length + 1;
        }
        return false;
    }
}
