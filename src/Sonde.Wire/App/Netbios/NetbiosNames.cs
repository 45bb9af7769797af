namespace Sonde.Wire;

/// <summary>The words of NetBIOS over TCP/IP, RFC 1002 §4.2, and Microsoft's name suffixes.</summary>
internal static class NetbiosNames
{
    public static string? Opcode(ulong value) =>
        value switch
        {
            0 => "Name query",
            5 => "Registration",
            6 => "Release",
            7 => "Wait for acknowledgment",
            8 => "Refresh",
            9 => "Refresh (alternate opcode)",
            15 => "Multi-homed registration",
            _ => null,
        };

    public static string? ResponseCode(ulong value) =>
        value switch
        {
            0 => "No error",
            1 => "Request was invalidly formatted",
            2 => "Server failure",
            3 => "Requested name does not exist",
            4 => "Request is not implemented",
            5 => "Request was refused",
            6 => "Name is owned by another node",
            7 => "Name is in conflict",
            _ => null,
        };

    public static string? RecordType(ulong value) =>
        value switch
        {
            1 => "A",
            2 => "NS",
            10 => "NULL",
            32 => "NB",
            33 => "NBSTAT",
            _ => null,
        };

    public static string? OwnerNode(ulong value) =>
        value switch
        {
            0 => "B-node",
            1 => "P-node",
            2 => "M-node",
            3 => "H-node",
            _ => null,
        };

    public static string? DatagramType(ulong value) =>
        value switch
        {
            16 => "Direct_unique datagram",
            17 => "Direct_group datagram",
            18 => "Broadcast datagram",
            19 => "Datagram error",
            20 => "Datagram query request",
            21 => "Datagram positive query response",
            22 => "Datagram negative query response",
            _ => null,
        };

    public static string? DatagramError(ulong value) =>
        value switch
        {
            0x82 => "Destination name not present",
            0x83 => "Invalid source name format",
            0x84 => "Invalid destination name format",
            _ => null,
        };

    /// <summary>What the last octet of a name says of its owner.</summary>
    public static string Suffix(byte value) =>
        value switch
        {
            0x00 or 0x02 => "Workstation/Redirector",
            0x01 => "Browser",
            0x03 => "Messenger service/Main name",
            0x05 => "Forwarded name",
            0x06 => "RAS Server service",
            0x1b => "Domain Master Browser",
            0x1c => "Domain Controllers",
            0x1d => "Local Master Browser",
            0x1e => "Browser Election Service",
            0x1f => "Net DDE Service",
            0x20 => "Server service",
            0x21 => "RAS client service",
            0x22 => "Exchange Interchange (MSMail Connector)",
            0x23 => "Exchange Store",
            0x24 => "Exchange Directory",
            0x2b => "Lotus Notes Server service",
            0x30 => "Modem sharing server service",
            0x31 => "Modem sharing client service",
            0x43 => "SMS Clients Remote Control",
            0x44 => "SMS Administrators Remote Control Tool",
            0x45 => "SMS Clients Remote Chat",
            0x46 => "SMS Clients Remote Transfer",
            0x4c or 0x52 => "DEC Pathworks TCP/IP Service on Windows NT",
            0x6a => "Microsoft Exchange IMC",
            0x87 => "Microsoft Exchange MTA",
            0xbe => "Network Monitor Agent",
            0xbf => "Network Monitor Analyzer",
            _ => "Unknown",
        };
}
