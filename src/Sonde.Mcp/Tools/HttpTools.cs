using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools that read what applications say.</summary>
internal static class HttpTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<HttpRequestsArguments, HttpRequests>(
                "extract_http_requests",
                "HTTP requests",
                "HTTP requests on any port, each paired with its response: method, URI, host, user agent, status, types, sizes, time to first "
                    + "byte and transfer time, with frames. Secrets are redacted. Use it to see what was asked for, what failed and what was slow.",
                ToolHints.Reads,
                HttpRequestsQuestion.Ask
            ),
            new Tool<ResponseTimesArguments, ResponseTimes>(
                "analyze_application_response_times",
                "Application response times",
                "How long servers took to answer: HTTP and DNS questions paired with their answers, time to first byte, transfer and total with "
                    + "percentiles, by server, the slowest with frames, errors and what stayed unanswered. Use it to tell a slow server from a slow network.",
                ToolHints.Reads,
                ResponseTimesQuestion.Ask
            ),
            new Tool<DetectArguments, DetectedProtocols>(
                "detect_protocols",
                "Protocols by content",
                "What runs over every TCP and UDP conversation, found by content first and port second, with client, server, how sure that is, and what "
                    + "its ends say (software, user, commands, results, files). Use it for services on unusual ports, and for who did what over mail, FTP, SSH, SMB, LDAP, Kerberos, MQTT and the like.",
                ToolHints.Reads,
                DetectQuestion.Ask
            ),
            new Tool<PayloadArguments, PayloadAnalysis>(
                "analyze_payload",
                "Payloads of conversations",
                "What each conversation carries: protocol, encryption, its first payloads as octets and text, and queries of databases; secrets "
                    + "are masked. Use it to look into unknown traffic.",
                ToolHints.Reads,
                PayloadQuestion.Ask
            ),
            new Tool<SearchArguments, SearchResult>(
                "search_packet_content",
                "Search packet content",
                "Where text, octets (hex) or a regular expression occur: in frames, and in TCP streams across segment borders, with frame, place, "
                    + "ends and escaped context. Case does not matter unless asked. Use it to find a string, a marker or a leaked value.",
                ToolHints.Reads,
                SearchQuestion.Ask
            ),
            new Tool<ObjectsArguments, ExtractedObjects>(
                "extract_objects",
                "Transferred files",
                "Files that HTTP (also inside decrypted TLS), mails over SMTP, FTP and TFTP carried: name, size, SHA-256, media type as announced and as the content shows, "
                    + "duplicates, state, frames. Codings are taken off. Writes them only to a folder that pcap.objects_path allows. Use it to see what was downloaded or uploaded.",
                ToolHints.Writes,
                ObjectsQuestion.Ask
            ),
        ];
}
