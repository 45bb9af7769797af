namespace Sonde.Wire;

/// <summary>How an answer turned out, IANA "DNS RCODEs".</summary>
public static class DnsResponseCodes
{
    /// <summary>All is well.</summary>
    public const int NoError = 0;

    /// <summary>The server could not read the question.</summary>
    public const int FormatError = 1;

    /// <summary>The server failed.</summary>
    public const int ServerFailure = 2;

    /// <summary>The name does not exist.</summary>
    public const int NoSuchName = 3;

    /// <summary>The server does not know this kind of question.</summary>
    public const int NotImplemented = 4;

    /// <summary>The server will not answer.</summary>
    public const int Refused = 5;

    /// <summary>The mnemonic, such as <c>NXDOMAIN</c>, or null.</summary>
    public static string? NameOf(ulong code) =>
        code switch
        {
            NoError => "NOERROR",
            FormatError => "FORMERR",
            ServerFailure => "SERVFAIL",
            NoSuchName => "NXDOMAIN",
            NotImplemented => "NOTIMP",
            Refused => "REFUSED",
            6 => "YXDOMAIN",
            7 => "YXRRSET",
            8 => "NXRRSET",
            9 => "NOTAUTH",
            10 => "NOTZONE",
            11 => "DSOTYPENI",
            16 => "BADVERS",
            17 => "BADKEY",
            18 => "BADTIME",
            19 => "BADMODE",
            20 => "BADNAME",
            21 => "BADALG",
            22 => "BADTRUNC",
            23 => "BADCOOKIE",
            _ => null,
        };

    /// <summary>The code in words, or null.</summary>
    public static string? DescriptionOf(ulong code) =>
        code switch
        {
            NoError => "No error",
            FormatError => "Format error",
            ServerFailure => "Server failure",
            NoSuchName => "No such name",
            NotImplemented => "Not implemented",
            Refused => "Refused",
            6 => "Name exists",
            7 => "RRset exists",
            8 => "RRset does not exist",
            9 => "Not authoritative",
            10 => "Name out of zone",
            11 => "DSO-Type not implemented",
            16 => "Bad OPT Version or TSIG Signature Failure",
            17 => "Key not recognized",
            18 => "Signature out of time window",
            19 => "Bad TKEY Mode",
            20 => "Duplicate key name",
            21 => "Algorithm not supported",
            22 => "Bad Truncation",
            23 => "Bad/missing Server Cookie",
            _ => null,
        };
}
