using System.Globalization;

namespace Sonde.Engine;

/// <summary>The kinds of places a value can come from, weakest first.</summary>
public enum SettingSource
{
    /// <summary>Nobody gave it.</summary>
    BuiltIn,

    /// <summary>The configuration file.</summary>
    File,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>A flag of the command line.</summary>
    Flag,
}

/// <summary>Where a value came from.</summary>
/// <param name="Source">The kind of place.</param>
/// <param name="Name">Path of the file, name of the variable or flag; empty for built-in values.</param>
/// <param name="Line">Line of the file, from 1; 0 elsewhere.</param>
public sealed record SettingOrigin(SettingSource Source, string Name = "", long Line = 0)
{
    /// <summary>"built in", "/home/ann/config.yaml:7", "variable SONDE_PCAP_MAX_PACKETS" or "flag --max-packets".</summary>
    public override string ToString() =>
        Source switch
        {
            SettingSource.BuiltIn => "built in",
            SettingSource.File when Line > 0 => Name + ":" + Line.ToString(CultureInfo.InvariantCulture),
            SettingSource.File => Name,
            SettingSource.Environment => "variable " + Name,
            _ => "flag " + Name,
        };
}
