namespace Sonde.Wire;

/// <summary>The words of smaller DHCP registries.</summary>
internal static class DhcpNames
{
    public static string? Operation(ulong value) =>
        value switch
        {
            1 => "Boot Request",
            2 => "Boot Reply",
            _ => null,
        };

    public static string? Hardware(ulong value) =>
        value switch
        {
            1 => "Ethernet",
            6 => "IEEE 802",
            7 => "ARCNET",
            15 => "Frame Relay DLCI",
            16 => "ATM",
            17 => "HDLC",
            18 => "Fibre Channel",
            20 => "Serial Line",
            24 => "IEEE 1394.1995",
            27 => "EUI-64",
            31 => "IPsec tunnel",
            32 => "InfiniBand",
            _ => null,
        };

    public static string? NodeType(ulong value) =>
        value switch
        {
            1 => "B-node",
            2 => "P-node",
            4 => "M-node",
            8 => "H-node",
            _ => null,
        };

    public static string? Overload(ulong value) =>
        value switch
        {
            1 => "Boot file name holds options",
            2 => "Server host name holds options",
            3 => "Boot file and server host names hold options",
            _ => null,
        };

    public static string? Architecture(ulong value) =>
        value switch
        {
            0 => "IA x86 PC",
            1 => "NEC/PC98",
            2 => "IA64 PC",
            3 => "DEC Alpha",
            4 => "ArcX86",
            5 => "Intel Lean Client",
            6 => "EFI IA32",
            7 => "EFI x64",
            8 => "EFI Xscale",
            9 => "EFI BC",
            10 => "ARM 32-bit UEFI",
            11 => "ARM 64-bit UEFI",
            12 => "PowerPC Open Firmware",
            13 => "PowerPC ePAPR",
            14 => "POWER OPAL v3",
            15 => "x86 UEFI HTTP",
            16 => "x64 UEFI HTTP",
            17 => "EBC UEFI HTTP",
            18 => "ARM 32-bit UEFI HTTP",
            19 => "ARM 64-bit UEFI HTTP",
            20 => "PC/AT HTTP",
            25 => "RISC-V 32-bit UEFI",
            27 => "RISC-V 64-bit UEFI",
            _ => null,
        };

    public static string? AgentSuboption(ulong value) =>
        value switch
        {
            0 => "Padding",
            1 => "Agent Circuit ID",
            2 => "Agent Remote ID",
            4 => "DOCSIS Device Class",
            5 => "Link selection",
            6 => "Subscriber ID",
            7 => "RADIUS Attributes",
            8 => "Authentication",
            9 => "Vendor-Specific Information",
            10 => "Flags",
            11 => "Server ID Override",
            12 => "Relay Agent Identifier",
            13 => "Access Technology Type",
            14 => "Access Network Name",
            15 => "Access Point Name",
            16 => "Access Point BSSID",
            17 => "Access Network Operator ID",
            18 => "Access Network Operator Realm",
            19 => "Source Port",
            150 => "Link selection (Cisco proprietary)",
            151 => "VRF name/VPN ID",
            152 => "Server ID Override (Cisco proprietary)",
            _ => null,
        };
}
