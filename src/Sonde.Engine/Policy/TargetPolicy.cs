using System.Net;

namespace Sonde.Engine;

/// <summary>
/// Decides which hosts may be contacted. In this order: cloud metadata, addresses that are not global, the allow list,
/// the block list. Every address of a name is checked, in every way it can be read, and one refusal refuses the target.
/// </summary>
/// <remarks>Immutable; safe for use by several questions at once.</remarks>
public sealed class TargetPolicy
{
    private readonly SecurityConfig _config;
    private readonly INameResolver _resolver;
    private readonly TargetPattern[] _allowed;
    private readonly TargetPattern[] _blocked;

    /// <summary>Makes the policy of a configuration.</summary>
    /// <exception cref="EngineException">A pattern of the lists cannot be read.</exception>
    public TargetPolicy(SecurityConfig config, INameResolver resolver)
    {
        ArgumentNullException.ThrowIfNull(config);
        _config = config;
        _resolver = resolver;
        _allowed = Patterns(config.AllowedTargets, Settings.AllowedTargets);
        _blocked = Patterns(
            config.BlockedTargets.Union(SecurityConfig.BuiltInBlockedTargets, StringComparer.OrdinalIgnoreCase),
            Settings.BlockedTargets
        );
    }

    /// <summary>Checks a host that is about to be contacted.</summary>
    /// <param name="typed">A name or an address in any spelling.</param>
    /// <param name="use">What for.</param>
    /// <param name="cancel">Stops the look-up.</param>
    /// <returns>The addresses to connect to.</returns>
    /// <exception cref="EngineException">Not a host name, refused, or without address.</exception>
    public async Task<CheckedTarget> CheckAsync(string typed, TargetUse use, CancellationToken cancel = default)
    {
        Target target = Parse(typed);
        if (target.Address is { } literal)
        {
            CheckAddresses(typed, target, [literal], use);
            return new CheckedTarget(typed, target.Text, [literal]);
        }
        RefuseMetadata(typed, target, use);
        IReadOnlyList<IPAddress> found = await _resolver.ResolveAsync(target.Text, cancel);
        List<IPAddress> addresses = [.. found.Select(address => Target.Of(address).Address!).Distinct()];
        CheckAddresses(typed, target, addresses, use);
        return addresses.Count > 0
            ? new CheckedTarget(typed, target.Text, addresses)
            : throw new EngineException(
                EngineFault.LookupFailed,
                $"The name {Quote.Text(typed)} has no address.",
                "Check the spelling, or give the address itself."
            );
    }

    /// <summary>
    /// Checks a name that is only asked about, such as the question of a DNS query. Nothing is looked up, since the
    /// look-up would already be the contact.
    /// </summary>
    /// <returns>The name or address in its one spelling.</returns>
    /// <exception cref="EngineException">Not a host name, or refused.</exception>
    public Target CheckName(string typed)
    {
        Target target = Parse(typed);
        RefuseMetadata(typed, target, TargetUse.Probe);
        CheckAddresses(typed, target, target.Address is { } literal ? [literal] : [], TargetUse.Probe);
        return target;
    }

    /// <summary>Like <see cref="CheckName"/>, for a name that no host can have, such as that of a wildcard.</summary>
    /// <param name="name">A domain name in the form of zone files.</param>
    /// <exception cref="EngineException">Refused by the lists.</exception>
    public void CheckQuestion(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Target target = Target.OfName(name);
        CheckAddresses(name, target, [], TargetUse.Probe);
    }

    private static Target Parse(string typed) =>
        Target.TryParse(typed, out Target target, out string problem)
            ? target
            : throw new EngineException(
                EngineFault.InvalidArgument,
                $"The target {Quote.Text(typed)} {problem}.",
                "Give a host name such as example.com, or an IPv4 or IPv6 address."
            );

    private void RefuseMetadata(string typed, Target target, TargetUse use)
    {
        if (target.Address is null && CloudMetadata.IsName(target.Text) && BlocksMetadata(use))
            throw MetadataRefusal(typed, "is the name of", use);
    }

    private void CheckAddresses(string typed, Target target, List<IPAddress> addresses, TargetUse use)
    {
        if (BlocksMetadata(use) && addresses.Any(CloudMetadata.IsAddress))
            throw MetadataRefusal(typed, "leads to", use);
        // Without an address the lists still decide about the name.
        List<Target> all = addresses.Count == 0 ? [target] : [.. addresses.Select(Target.Of)];
        foreach (Target one in all)
            RefusePrivate(typed, target, one, use);
        if (_allowed.Length > 0 && !all.TrueForAll(one => Allows(target) || Allows(one)))
            throw Refusal(
                $"The target {Quote.Text(typed)} is not among the targets that are allowed",
                Settings.AllowedTargets,
                "Ask for a target that is allowed, or let the person who runs Sonde add this one to "
            );
        if (Array.Exists(_blocked, pattern => pattern.Blocks(target) || all.Exists(pattern.Blocks)))
            throw Refusal(
                $"The target {Quote.Text(typed)} is blocked",
                Settings.BlockedTargets,
                "Ask for another target; the list is "
            );
    }

    private void RefusePrivate(string typed, Target target, Target address, TargetUse use)
    {
        if (address.Address is null || use == TargetUse.Probe && !_config.BlockPrivate)
            return;
        AddressKind kind = WorstKind(address.Address);
        if (kind == AddressKind.Global)
            return;
        string verb = target.Address is null ? "leads to" : "is";
        if (_config.BlockPrivate)
            throw Refusal(
                $"The target {Quote.Text(typed)} {verb} {SpecialAddresses.Words(kind)}",
                Settings.BlockPrivate,
                "Ask for a target on the internet; private ones are refused by "
            );
        if (!Array.Exists(_allowed, pattern => pattern.Names(target) || pattern.Names(address)))
            throw Refusal(
                $"The host {Quote.Text(typed)} {verb} {SpecialAddresses.Words(kind)}, and captures are not fetched from there",
                Settings.AllowedTargets,
                "Download the file and give its path, or let the person who runs Sonde name the host in "
            );
    }

    private bool Allows(Target target) => Array.Exists(_allowed, pattern => pattern.Matches(target));

    private bool BlocksMetadata(TargetUse use) => _config.BlockCloudMetadata || use == TargetUse.CaptureUrl;

    private static AddressKind WorstKind(IPAddress address)
    {
        foreach (IPAddress view in SpecialAddresses.Views(address))
        {
            AddressKind kind = SpecialAddresses.KindOf(view);
            if (kind != AddressKind.Global)
                return kind;
        }
        return AddressKind.Global;
    }

    private static EngineException MetadataRefusal(string typed, string verb, TargetUse use)
    {
        string what = $"The target {Quote.Text(typed)} {verb} a cloud provider's metadata service";
        return use == TargetUse.CaptureUrl
            ? new EngineException(
                EngineFault.BlockedByPolicy,
                $"{what}, from which captures are never fetched.",
                "No setting permits this."
            )
            : Refusal(what, Settings.BlockCloudMetadata, "Such a service hands out credentials; it is refused by ");
    }

    private static EngineException Refusal(string what, SettingDefinition rule, string suggestion) =>
        new(EngineFault.BlockedByPolicy, $"{what} ({rule.Key}).", $"{suggestion}{rule.Key}.");

    private static TargetPattern[] Patterns(IEnumerable<string> texts, SettingDefinition setting) =>
        [
            .. texts.Select(text =>
                TargetPattern.TryParse(text, out TargetPattern pattern, out string problem)
                    ? pattern
                    : throw new EngineException(
                        EngineFault.InvalidArgument,
                        $"{setting.Key}: {Quote.Text(text)} {problem}.",
                        allowed: [setting.AllowedText]
                    )
            ),
        ];
}
