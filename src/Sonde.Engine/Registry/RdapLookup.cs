using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What to ask a registry about.</summary>
public sealed record RdapLookupArguments
{
    /// <summary>The question.</summary>
    [Description("Domain, address, block such as 192.0.2.0/24, or AS number such as AS64496.")]
    public required string Query { get; init; }

    /// <summary>The time.</summary>
    [Description("Seconds for everything; fractions are accepted.")]
    [DefaultValue(10.0)]
    public double? Timeout { get; init; }
}

/// <summary>What a registry says.</summary>
public sealed record RdapLookup : IAnswer
{
    /// <inheritdoc/>
    [Description("A registry answered.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => RegistryJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The question.</summary>
    [Description("The question as asked.")]
    public required string Query { get; init; }

    /// <summary>Its kind.</summary>
    [Description("domain, ip or asn.")]
    public required string QueryType { get; init; }

    /// <summary>What was found.</summary>
    [Description(
        "What the registry answered about: the registered domain above the one asked for, the block around an address."
    )]
    public required string Found { get; init; }

    /// <summary>Where.</summary>
    [Description("The URL that answered.")]
    public required string RdapUrl { get; init; }

    /// <summary>Handle.</summary>
    [Description("The registry's handle.")]
    public string? Handle { get; init; }

    /// <summary>Name.</summary>
    [Description("Name of the network, the system or the domain.")]
    public string? Name { get; init; }

    /// <summary>Country.</summary>
    [Description("Country: the registry's, else that of the registrant's address.")]
    public string? Country { get; init; }

    /// <summary>First address.</summary>
    [Description("First address of the block.")]
    public string? StartAddress { get; init; }

    /// <summary>Last address.</summary>
    [Description("Last address of the block.")]
    public string? EndAddress { get; init; }

    /// <summary>Blocks.</summary>
    [Description("The block as CIDR.")]
    public IReadOnlyList<string>? Cidrs { get; init; }

    /// <summary>AS.</summary>
    [Description("AS number, as far as the registry names one.")]
    public string? AsnHint { get; init; }

    /// <summary>Kind.</summary>
    [Description("Kind of allocation, in the registry's words.")]
    public string? Type { get; init; }

    /// <summary>Parent.</summary>
    [Description("Handle of the block above.")]
    public string? ParentHandle { get; init; }

    /// <summary>Status.</summary>
    [Description("Status, in the registry's words.")]
    public IReadOnlyList<string>? Status { get; init; }

    /// <summary>Registered.</summary>
    [Description("When it was registered.")]
    public string? Registered { get; init; }

    /// <summary>Changed.</summary>
    [Description("When it was changed last.")]
    public string? LastChanged { get; init; }

    /// <summary>Expires.</summary>
    [Description("When it expires.")]
    public string? Expires { get; init; }

    /// <summary>Events.</summary>
    [Description("All events.")]
    public IReadOnlyList<RdapEvent>? Events { get; init; }

    /// <summary>Name servers.</summary>
    [Description("Name servers of the domain.")]
    public IReadOnlyList<string>? Nameservers { get; init; }

    /// <summary>DNSSEC.</summary>
    [Description("The domain's delegation is signed.")]
    public bool? DnssecSigned { get; init; }

    /// <summary>Registrant.</summary>
    [Description("Who has it: name or organisation of the registrant.")]
    public string? Registrant { get; init; }

    /// <summary>Registrar.</summary>
    [Description("The registrar.")]
    public string? Registrar { get; init; }

    /// <summary>Abuse.</summary>
    [Description("Mail address for reports of abuse.")]
    public string? AbuseContact { get; init; }

    /// <summary>Entities.</summary>
    [Description("People and organisations, with their roles.")]
    public IReadOnlyList<RdapEntity>? Entities { get; init; }

    /// <summary>Registrar's answer.</summary>
    [Description("The registrar's own RDAP server, which was asked as well.")]
    public string? RegistrarRdapUrl { get; init; }

    /// <summary>Notes.</summary>
    [Description(
        "What went another way than usual: a registry that could not be had, a referral that was not followed."
    )]
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>Coverage.</summary>
    [Description("What was done.")]
    public required ProbeCoverage Coverage { get; init; }
}

/// <summary>Something that happened to a registration.</summary>
/// <param name="Action">What.</param>
/// <param name="Date">When.</param>
public sealed record RdapEvent(
    [property: Description("What: registration, expiration, last changed.")] string Action,
    [property: Description("When.")] string Date
);

/// <summary>A person or an organisation.</summary>
public sealed record RdapEntity
{
    /// <summary>Handle.</summary>
    [Description("The registry's handle.")]
    public string? Handle { get; init; }

    /// <summary>Roles.</summary>
    [Description("Roles: registrant, abuse, technical, administrative, registrar.")]
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Name.</summary>
    [Description("Name.")]
    public string? Name { get; init; }

    /// <summary>Organisation.</summary>
    [Description("Organisation.")]
    public string? Organization { get; init; }

    /// <summary>Mail.</summary>
    [Description("Mail address.")]
    public string? Email { get; init; }

    /// <summary>Telephone.</summary>
    [Description("Telephone number.")]
    public string? Phone { get; init; }

    /// <summary>Country.</summary>
    [Description("Country of the address.")]
    public string? Country { get; init; }
}
