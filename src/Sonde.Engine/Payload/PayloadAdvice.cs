namespace Sonde.Engine;

/// <summary>What would show more of conversations that could not be read.</summary>
internal static class PayloadAdvice
{
    /// <summary>One sentence a situation that occurs, in a fixed order.</summary>
    public static IReadOnlyList<string> For(IReadOnlyCollection<PayloadRows.Conversation> conversations)
    {
        List<string> advice = [];
        Add(
            IsEncrypted("tls", 443, 8443),
            "HTTP inside TLS: record the sessions' keys (SSLKEYLOGFILE) and give them as tls_key_log."
        );
        Add(
            IsEncrypted("tls", 3306),
            "MySQL inside TLS: give the session keys as tls_key_log, or use the server's general log or the Performance Schema."
        );
        Add(
            IsEncrypted("tls", 5432),
            "PostgreSQL inside TLS: give the session keys as tls_key_log, or use log_statement or pg_stat_statements."
        );
        Add(
            IsEncrypted("tls", 6379, 6380),
            "Redis inside TLS: give the session keys as tls_key_log, or use MONITOR or the slow log."
        );
        Add(
            IsEncrypted("tls", 27017),
            "MongoDB inside TLS: give the session keys as tls_key_log, or use the profiler."
        );
        Add(
            one => one.Detected.ProtocolDetected == "tls" && one.EncryptedBy is not null && one.Detected.Inside is null,
            "TLS: what is inside is read when tls_key_log has the session keys; analyze_tls_handshakes shows what was agreed.",
            onlyAlone: true
        );
        Add(
            IsEncrypted("quic"),
            "QUIC: only the hellos can be read; turn QUIC off in the client to see HTTP over TCP."
        );
        Add(
            one => one.EncryptedBy == "high entropy",
            "Unknown octets of high entropy are encrypted or compressed; search_packet_content and follow_stream show them."
        );
        return advice;

        void Add(Func<PayloadRows.Conversation, bool> occurs, string text, bool onlyAlone = false)
        {
            if (conversations.Any(occurs) && !(onlyAlone && advice.Count > 0))
                advice.Add(text);
        }
    }

    private static Func<PayloadRows.Conversation, bool> IsEncrypted(string protocol, params int[] ports) =>
        one =>
            one.Detected.ProtocolDetected == protocol
            && one.EncryptedBy is not null
            && one.Detected.Inside is null
            && (ports.Length == 0 || ports.Contains(one.Detected.Port));
}
