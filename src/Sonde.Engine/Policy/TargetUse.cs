namespace Sonde.Engine;

/// <summary>What a target is wanted for; decides how strict the policy is.</summary>
public enum TargetUse
{
    /// <summary>A probe that someone asked for. Private networks are what it is mostly used on.</summary>
    Probe,

    /// <summary>
    /// The host of a capture's URL. Its answer is read and shown, and the URL may come from anywhere, so addresses
    /// that only this machine can reach are refused unless <c>security.allowed_targets</c> names them.
    /// </summary>
    CaptureUrl,
}
