namespace Sonde.Engine;

/// <summary>The arguments of the question about SIP.</summary>
public sealed record SipArguments : PagedCaptureArguments;
