using System.Net;

namespace Sonde.Engine;

/// <summary>A target that the policy let pass.</summary>
/// <param name="Typed">As the asker wrote it.</param>
/// <param name="Host">The one spelling under which it was checked.</param>
/// <param name="Addresses">Every address it has, each checked. Connect to these and never to the name, which may
/// mean something else a moment later.</param>
public sealed record CheckedTarget(string Typed, string Host, IReadOnlyList<IPAddress> Addresses);
