namespace Sonde.Wire;

/// <summary>Numbers in <see cref="NextSpace.Direct"/>: protocols that a layer names itself, for want of a number on the wire.</summary>
public static class Direct
{
    /// <summary>Ethernet.</summary>
    public const uint Ethernet = 1;

    /// <summary>Cisco's Inter-Switch Link, told by its destination address.</summary>
    public const uint Isl = 2;

    /// <summary>IPX without LLC ("raw 802.3").</summary>
    public const uint Ipx = 3;

    /// <summary>IEEE 802.2 LLC.</summary>
    public const uint Llc = 4;

    /// <summary>What a radio header says of an IEEE 802.11 frame.</summary>
    public const uint WlanRadio = 5;

    /// <summary>IEEE 802.11.</summary>
    public const uint Wlan = 6;

    /// <summary>IEEE 802.11 with the header padded to a multiple of four octets.</summary>
    public const uint WlanPadded = 7;

    /// <summary>PPP.</summary>
    public const uint Ppp = 8;

    /// <summary>Token ring.</summary>
    public const uint TokenRing = 9;

    /// <summary>FDDI.</summary>
    public const uint Fddi = 10;

    /// <summary>Cisco HDLC.</summary>
    public const uint CiscoHdlc = 11;

    /// <summary>OSI network layer, told by its first octet.</summary>
    public const uint Osi = 12;

    /// <summary>Spanning tree.</summary>
    public const uint SpanningTree = 13;

    /// <summary>Ethernet over MPLS, without control word.</summary>
    public const uint PseudowireEthernet = 14;

    /// <summary>Ethernet over MPLS, with control word.</summary>
    public const uint PseudowireEthernetWithControlWord = 15;

    /// <summary>AppleTalk datagrams.</summary>
    public const uint AppleTalk = 16;

    /// <summary>What follows an MPLS label stack and begins with four zero bits: Ethernet, with or without control word.</summary>
    public const uint PseudowireGuess = 17;

    /// <summary>An MPLS associated channel.</summary>
    public const uint MplsChannel = 18;

    /// <summary>VLAN registration (GARP).</summary>
    public const uint Gvrp = 19;

    /// <summary>Linux netlink.</summary>
    public const uint Netlink = 20;

    /// <summary>Token ring's own control frames.</summary>
    public const uint TokenRingMac = 21;

    /// <summary>What a radio header says of an IEEE 802.11 frame with a padded header.</summary>
    public const uint WlanRadioPadded = 22;

    /// <summary>A netlink message of the routing family.</summary>
    public const uint NetlinkRoute = 23;

    /// <summary>A netlink message of the packet filter.</summary>
    public const uint NetlinkNetfilter = 24;

    /// <summary>A netlink message about sockets.</summary>
    public const uint NetlinkSockets = 25;

    /// <summary>A generic netlink message.</summary>
    public const uint GenericNetlink = 26;

    /// <summary>A packet that the Linux packet filter logged.</summary>
    public const uint NetfilterLog = 27;

    /// <summary>GTP version 2, told by GTP's first octet.</summary>
    public const uint Gtpv2 = 40;

    /// <summary>ERSPAN without a header of its own.</summary>
    public const uint ErspanTypeI = 41;

    /// <summary>DVMRP, told by IGMP's type.</summary>
    public const uint Dvmrp = 42;

    /// <summary>PIM version 1, told by IGMP's type.</summary>
    public const uint Pim = 43;

    /// <summary>Router-port group management, told by IGMP's type.</summary>
    public const uint Rgmp = 45;

    /// <summary>IGAP, told by IGMP's type.</summary>
    public const uint Igap = 44;

    /// <summary>SMB version 1, told by its first octets.</summary>
    public const uint Smb = 60;

    /// <summary>The Windows browser service, told by its mailslot.</summary>
    public const uint Browser = 61;

    /// <summary>Windows logons by mailslot.</summary>
    public const uint SmbNetlogon = 62;

    /// <summary>The description of a session in a message of SIP.</summary>
    public const uint Sdp = 63;

    /// <summary>Server Message Block version 2 and later.</summary>
    public const uint Smb2 = 64;

    /// <summary>What a proxy says in front of a stream.</summary>
    public const uint Proxy = 65;

    /// <summary>IEEE 802.11 with frame control in the other order of octets.</summary>
    public const uint WlanSwapped = 66;

    /// <summary>ISO transport protocol behind RFC 1006.</summary>
    public const uint Cotp = 67;

    /// <summary>Multipoint communication service.</summary>
    public const uint T125 = 68;

    /// <summary>Remote Desktop Protocol.</summary>
    public const uint Rdp = 69;

    /// <summary>Generic conference control.</summary>
    public const uint T124 = 70;

    /// <summary>Media of a session, announced by its description.</summary>
    public const uint Rtp = 71;

    /// <summary>Control of such media.</summary>
    public const uint Rtcp = 72;

    /// <summary>Fax over UDP, announced by a session's description.</summary>
    public const uint Fax = 73;
}
