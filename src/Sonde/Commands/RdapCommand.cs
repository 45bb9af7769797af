using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde rdap</c>: what the registries say.</summary>
internal static class RdapCommand
{
    public static Command Create(ProgramOptions program)
    {
        Argument<string> query = Calculation.Word("QUERY", "Domain, address, block, or AS number such as AS64496.");
        Option<double?> timeout = new ProbeOptions("For everything, 10.").Timeout;
        return Probing.Command(
            program,
            "rdap",
            "Who has a domain, an address, a block or an AS number, as the registries say.",
            [query, timeout],
            (parsed, engine, context) =>
                RdapLookupQuestion.AskAsync(
                    engine,
                    new RdapLookupArguments { Query = parsed.GetValue(query)!, Timeout = parsed.GetValue(timeout) },
                    context
                ),
            Show
        );
    }

    private static View Show(RdapLookup answer)
    {
        var facts = Table.OfPairs(
            "",
            [
                ("found", answer.Found),
                ("handle", answer.Handle),
                ("name", answer.Name),
                ("registrant", answer.Registrant),
                ("registrar", answer.Registrar),
                ("abuse contact", answer.AbuseContact),
                ("country", answer.Country),
                ("from", answer.StartAddress),
                ("to", answer.EndAddress),
                ("blocks", answer.Cidrs is { } blocks ? string.Join(", ", blocks) : null),
                ("AS", answer.AsnHint),
                ("type", answer.Type),
                ("status", answer.Status is { } status ? string.Join(", ", status) : null),
                ("registered", answer.Registered),
                ("last changed", answer.LastChanged),
                ("expires", answer.Expires),
                ("name servers", answer.Nameservers is { } servers ? string.Join(", ", servers) : null),
                (
                    "DNSSEC",
                    answer.DnssecSigned is { } signed
                        ? signed
                            ? "signed"
                            : "not signed"
                        : null
                ),
                ("asked", answer.RdapUrl),
                ("registrar asked", answer.RegistrarRdapUrl),
            ]
        );
        var entities = new Table(
            "Entities",
            [
                new Column("roles", Wraps: true),
                new Column("name", Wraps: true),
                new Column("organization", Wraps: true, Rank: 1),
                new Column("email"),
                new Column("phone", Rank: 2),
                new Column("country", Rank: 3),
                new Column("handle", Rank: 4),
            ],
            [
                .. (answer.Entities ?? []).Select(one =>
                    (object?[])
                        [
                            string.Join(", ", one.Roles),
                            one.Name,
                            one.Organization,
                            one.Email,
                            one.Phone,
                            one.Country,
                            one.Handle,
                        ]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = entities.Rows.Count > 0 ? [facts, entities.WithoutEmptyColumns()] : [facts],
            Rows = entities,
            Notes = ProbeNotes.Of(answer.Coverage),
        };
    }
}
