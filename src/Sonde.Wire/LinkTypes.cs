namespace Sonde.Wire;

/// <summary>LINKTYPE_ values of the pcap registry that have a reader here, by their registry names.</summary>
public static class LinkTypes
{
    /// <summary>No LINKTYPE value: a record that is no packet and is numbered all the same, as Wireshark does.</summary>
    public const int NotAPacket = -1;

    /// <summary>LINKTYPE value 0.</summary>
    public const int Null = 0;

    /// <summary>LINKTYPE value 1.</summary>
    public const int Ethernet = 1;

    /// <summary>LINKTYPE value 6.</summary>
    public const int TokenRing = 6;

    /// <summary>LINKTYPE value 7.</summary>
    public const int Arcnet = 7;

    /// <summary>LINKTYPE value 8.</summary>
    public const int Slip = 8;

    /// <summary>LINKTYPE value 9.</summary>
    public const int Ppp = 9;

    /// <summary>LINKTYPE value 10.</summary>
    public const int Fddi = 10;

    /// <summary>LINKTYPE value 50.</summary>
    public const int PppHdlc = 50;

    /// <summary>LINKTYPE value 51.</summary>
    public const int PppEther = 51;

    /// <summary>LINKTYPE value 100.</summary>
    public const int AtmRfc1483 = 100;

    /// <summary>LINKTYPE value 101.</summary>
    public const int Raw = 101;

    /// <summary>LINKTYPE value 104.</summary>
    public const int CiscoHdlc = 104;

    /// <summary>LINKTYPE value 105.</summary>
    public const int Ieee80211 = 105;

    /// <summary>LINKTYPE value 107.</summary>
    public const int FrameRelay = 107;

    /// <summary>LINKTYPE value 108.</summary>
    public const int Loop = 108;

    /// <summary>LINKTYPE value 109.</summary>
    public const int Enc = 109;

    /// <summary>LINKTYPE value 113.</summary>
    public const int LinuxSll = 113;

    /// <summary>LINKTYPE value 117.</summary>
    public const int PfLog = 117;

    /// <summary>LINKTYPE value 119.</summary>
    public const int Ieee80211Prism = 119;

    /// <summary>LINKTYPE value 127.</summary>
    public const int Ieee80211Radiotap = 127;

    /// <summary>LINKTYPE value 129.</summary>
    public const int ArcnetLinux = 129;

    /// <summary>LINKTYPE value 163.</summary>
    public const int Ieee80211Avs = 163;

    /// <summary>LINKTYPE value 204.</summary>
    public const int PppWithDirection = 204;

    /// <summary>LINKTYPE value 149, for private use: Apple's older packet tap.</summary>
    public const int AppleUser2 = 149;

    /// <summary>LINKTYPE value 178.</summary>
    public const int JuniperEthernet = 178;

    /// <summary>LINKTYPE value 192.</summary>
    public const int Ppi = 192;

    /// <summary>LINKTYPE value 197.</summary>
    public const int Erf = 197;

    /// <summary>LINKTYPE value 226.</summary>
    public const int IpNet = 226;

    /// <summary>LINKTYPE value 228.</summary>
    public const int Ipv4 = 228;

    /// <summary>LINKTYPE value 229.</summary>
    public const int Ipv6 = 229;

    /// <summary>LINKTYPE value 239.</summary>
    public const int NfLog = 239;

    /// <summary>LINKTYPE value 248.</summary>
    public const int Sctp = 248;

    /// <summary>LINKTYPE value 253.</summary>
    public const int Netlink = 253;

    /// <summary>LINKTYPE value 258.</summary>
    public const int PktAp = 258;

    /// <summary>LINKTYPE value 276.</summary>
    public const int LinuxSll2 = 276;
}
