namespace Sonde.Engine;

/// <summary>What a setting's text is read as.</summary>
public enum SettingKind
{
    /// <summary><c>true</c> or <c>false</c>; also yes, no, on, off, 1, 0.</summary>
    Switch,

    /// <summary>A whole number within the setting's range.</summary>
    WholeNumber,

    /// <summary>A number of octets: <c>4096</c>, <c>64KiB</c>, <c>100MB</c>.</summary>
    Octets,

    /// <summary>Any text.</summary>
    Text,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>A list of texts; in a variable or flag separated by commas.</summary>
    TextList,

    /// <summary>A list of host names, name patterns, addresses and address ranges.</summary>
    TargetList,
}
