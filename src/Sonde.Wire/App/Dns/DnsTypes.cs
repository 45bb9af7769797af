namespace Sonde.Wire;

/// <summary>Record types, IANA "Resource Record (RR) TYPEs".</summary>
public static class DnsTypes
{
    /// <summary>IPv4 address, RFC 1035 §3.4.1.</summary>
    public const ushort A = 1;

    /// <summary>Name server, RFC 1035 §3.3.11.</summary>
    public const ushort Ns = 2;

    /// <summary>MD record.</summary>
    public const ushort Md = 3;

    /// <summary>MF record.</summary>
    public const ushort Mf = 4;

    /// <summary>The name the owner stands for, RFC 1035 §3.3.1.</summary>
    public const ushort Cname = 5;

    /// <summary>Start of a zone, RFC 1035 §3.3.13.</summary>
    public const ushort Soa = 6;

    /// <summary>MB record.</summary>
    public const ushort Mb = 7;

    /// <summary>MG record.</summary>
    public const ushort Mg = 8;

    /// <summary>MR record.</summary>
    public const ushort Mr = 9;

    /// <summary>NULL record.</summary>
    public const ushort Null = 10;

    /// <summary>WKS record.</summary>
    public const ushort Wks = 11;

    /// <summary>Name for an address, RFC 1035 §3.3.12.</summary>
    public const ushort Ptr = 12;

    /// <summary>Host information, RFC 8482.</summary>
    public const ushort Hinfo = 13;

    /// <summary>MINFO record.</summary>
    public const ushort Minfo = 14;

    /// <summary>Mail exchange, RFC 1035 §3.3.9.</summary>
    public const ushort Mx = 15;

    /// <summary>Text, RFC 1035 §3.3.14.</summary>
    public const ushort Txt = 16;

    /// <summary>RP record.</summary>
    public const ushort Rp = 17;

    /// <summary>AFSDB record.</summary>
    public const ushort Afsdb = 18;

    /// <summary>X25 record.</summary>
    public const ushort X25 = 19;

    /// <summary>ISDN record.</summary>
    public const ushort Isdn = 20;

    /// <summary>RT record.</summary>
    public const ushort Rt = 21;

    /// <summary>NSAP record.</summary>
    public const ushort Nsap = 22;

    /// <summary>NSAP-PTR record.</summary>
    public const ushort NsapPtr = 23;

    /// <summary>SIG record.</summary>
    public const ushort Sig = 24;

    /// <summary>KEY record.</summary>
    public const ushort Key = 25;

    /// <summary>PX record.</summary>
    public const ushort Px = 26;

    /// <summary>GPOS record.</summary>
    public const ushort Gpos = 27;

    /// <summary>IPv6 address, RFC 3596.</summary>
    public const ushort Aaaa = 28;

    /// <summary>Place on earth, RFC 1876.</summary>
    public const ushort Loc = 29;

    /// <summary>NXT record.</summary>
    public const ushort Nxt = 30;

    /// <summary>Place of a service, RFC 2782.</summary>
    public const ushort Srv = 33;

    /// <summary>Rewriting rule, RFC 3403.</summary>
    public const ushort Naptr = 35;

    /// <summary>KX record.</summary>
    public const ushort Kx = 36;

    /// <summary>CERT record.</summary>
    public const ushort Cert = 37;

    /// <summary>A6 record.</summary>
    public const ushort A6 = 38;

    /// <summary>The tree the owner stands for, RFC 6672.</summary>
    public const ushort Dname = 39;

    /// <summary>EDNS, RFC 6891.</summary>
    public const ushort Opt = 41;

    /// <summary>APL record.</summary>
    public const ushort Apl = 42;

    /// <summary>Delegation signer, RFC 4034 §5.</summary>
    public const ushort Ds = 43;

    /// <summary>SSH key fingerprint, RFC 4255.</summary>
    public const ushort Sshfp = 44;

    /// <summary>IPSECKEY record.</summary>
    public const ushort Ipseckey = 45;

    /// <summary>Signature, RFC 4034 §3.</summary>
    public const ushort Rrsig = 46;

    /// <summary>Next name, RFC 4034 §4.</summary>
    public const ushort Nsec = 47;

    /// <summary>Zone key, RFC 4034 §2.</summary>
    public const ushort Dnskey = 48;

    /// <summary>DHCID record.</summary>
    public const ushort Dhcid = 49;

    /// <summary>Next hashed name, RFC 5155.</summary>
    public const ushort Nsec3 = 50;

    /// <summary>NSEC3 parameters, RFC 5155.</summary>
    public const ushort Nsec3Param = 51;

    /// <summary>Certificate association, RFC 6698.</summary>
    public const ushort Tlsa = 52;

    /// <summary>SMIMEA record.</summary>
    public const ushort Smimea = 53;

    /// <summary>HIP record.</summary>
    public const ushort Hip = 55;

    /// <summary>CDS record.</summary>
    public const ushort Cds = 59;

    /// <summary>CDNSKEY record.</summary>
    public const ushort Cdnskey = 60;

    /// <summary>OPENPGPKEY record.</summary>
    public const ushort Openpgpkey = 61;

    /// <summary>CSYNC record.</summary>
    public const ushort Csync = 62;

    /// <summary>ZONEMD record.</summary>
    public const ushort Zonemd = 63;

    /// <summary>Service binding, RFC 9460.</summary>
    public const ushort Svcb = 64;

    /// <summary>Service binding for HTTP, RFC 9460.</summary>
    public const ushort Https = 65;

    /// <summary>Sender policy, RFC 7208 §3.1.</summary>
    public const ushort Spf = 99;

    /// <summary>NID record.</summary>
    public const ushort Nid = 104;

    /// <summary>L32 record.</summary>
    public const ushort L32 = 105;

    /// <summary>L64 record.</summary>
    public const ushort L64 = 106;

    /// <summary>LP record.</summary>
    public const ushort Lp = 107;

    /// <summary>EUI48 record.</summary>
    public const ushort Eui48 = 108;

    /// <summary>EUI64 record.</summary>
    public const ushort Eui64 = 109;

    /// <summary>TKEY record.</summary>
    public const ushort Tkey = 249;

    /// <summary>Message signature, RFC 8945.</summary>
    public const ushort Tsig = 250;

    /// <summary>Changes of a zone, RFC 1995.</summary>
    public const ushort Ixfr = 251;

    /// <summary>A whole zone, RFC 5936.</summary>
    public const ushort Axfr = 252;

    /// <summary>Every type, RFC 8482.</summary>
    public const ushort Any = 255;

    /// <summary>Web address, RFC 7553.</summary>
    public const ushort Uri = 256;

    /// <summary>Who may issue certificates, RFC 8659.</summary>
    public const ushort Caa = 257;

    /// <summary>AMTRELAY record.</summary>
    public const ushort Amtrelay = 260;

    /// <summary>TA record.</summary>
    public const ushort Ta = 32768;

    /// <summary>DLV record.</summary>
    public const ushort Dlv = 32769;

    /// <summary>WINS record.</summary>
    public const ushort Wins = 65281;

    /// <summary>WINS-R record.</summary>
    public const ushort WinsR = 65282;

    /// <summary>XPF record.</summary>
    public const ushort Xpf = 65422;

    /// <summary>The mnemonic, such as <c>AAAA</c>, or null.</summary>
    public static string? NameOf(ulong type) =>
        type switch
        {
            A => "A",
            Ns => "NS",
            Md => "MD",
            Mf => "MF",
            Cname => "CNAME",
            Soa => "SOA",
            Mb => "MB",
            Mg => "MG",
            Mr => "MR",
            Null => "NULL",
            Wks => "WKS",
            Ptr => "PTR",
            Hinfo => "HINFO",
            Minfo => "MINFO",
            Mx => "MX",
            Txt => "TXT",
            Rp => "RP",
            Afsdb => "AFSDB",
            X25 => "X25",
            Isdn => "ISDN",
            Rt => "RT",
            Nsap => "NSAP",
            NsapPtr => "NSAP-PTR",
            Sig => "SIG",
            Key => "KEY",
            Px => "PX",
            Gpos => "GPOS",
            Aaaa => "AAAA",
            Loc => "LOC",
            Nxt => "NXT",
            31 => "EID",
            32 => "NIMLOC",
            Srv => "SRV",
            34 => "ATMA",
            Naptr => "NAPTR",
            Kx => "KX",
            Cert => "CERT",
            A6 => "A6",
            Dname => "DNAME",
            40 => "SINK",
            Opt => "OPT",
            Apl => "APL",
            Ds => "DS",
            Sshfp => "SSHFP",
            Ipseckey => "IPSECKEY",
            Rrsig => "RRSIG",
            Nsec => "NSEC",
            Dnskey => "DNSKEY",
            Dhcid => "DHCID",
            Nsec3 => "NSEC3",
            Nsec3Param => "NSEC3PARAM",
            Tlsa => "TLSA",
            Smimea => "SMIMEA",
            Hip => "HIP",
            56 => "NINFO",
            57 => "RKEY",
            58 => "TALINK",
            Cds => "CDS",
            Cdnskey => "CDNSKEY",
            Openpgpkey => "OPENPGPKEY",
            Csync => "CSYNC",
            Zonemd => "ZONEMD",
            Svcb => "SVCB",
            Https => "HTTPS",
            66 => "DSYNC",
            Spf => "SPF",
            100 => "UINFO",
            101 => "UID",
            102 => "GID",
            103 => "UNSPEC",
            Nid => "NID",
            L32 => "L32",
            L64 => "L64",
            Lp => "LP",
            Eui48 => "EUI48",
            Eui64 => "EUI64",
            128 => "NXNAME",
            Tkey => "TKEY",
            Tsig => "TSIG",
            Ixfr => "IXFR",
            Axfr => "AXFR",
            253 => "MAILB",
            254 => "MAILA",
            Any => "ANY",
            Uri => "URI",
            Caa => "CAA",
            258 => "AVC",
            259 => "DOA",
            Amtrelay => "AMTRELAY",
            261 => "RESINFO",
            262 => "WALLET",
            Ta => "TA",
            Dlv => "DLV",
            Wins => "WINS",
            WinsR => "WINS-R",
            Xpf => "XPF",
            _ => null,
        };
}
