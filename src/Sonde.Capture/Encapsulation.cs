namespace Sonde.Capture;

/// <summary>How the frames of an interface are wrapped, by name.</summary>
/// <param name="Name">For people, as capinfos prints it: <c>Ethernet</c>.</param>
/// <param name="ShortName">For machines, as capinfos and editcap have it: <c>ether</c>.</param>
public sealed record Encapsulation(string Name, string ShortName);
