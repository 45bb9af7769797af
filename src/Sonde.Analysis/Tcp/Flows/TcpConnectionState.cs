namespace Sonde.Analysis;

/// <summary>How far a connection came, in the words of Zeek's conn.log.</summary>
internal static class TcpConnectionState
{
    public static string Of(TcpFlow flow)
    {
        TcpHandshakeFacts opening = flow.Handshake;
        bool hasSyn = opening.SynFrame != 0;
        bool hasAnswer = opening.SynAckFrame != 0;
        bool? byClient = flow.ResetByClient;
        bool isFin = flow.Closing == TcpClosing.Fin;
        if (!hasSyn)
        {
            return !hasAnswer ? "OTH"
                : byClient == false ? "RSTRH"
                : flow.Server.Fins > 0 ? "SHR"
                : "OTH";
        }
        if (!hasAnswer)
        {
            return byClient == true ? "RSTOS0"
                : byClient == false ? "REJ"
                : flow.Client.Fins > 0 ? "SH"
                : flow.Server.Segments == 0 ? "S0"
                : "OTH";
        }
        if (isFin)
            return "SF";
        if (byClient is { } client)
            return client ? "RSTO" : "RSTR";
        return flow.Client.Fins > 0 ? "S2"
            : flow.Server.Fins > 0 ? "S3"
            : "S1";
    }
}
