using System.CommandLine;
using System.Globalization;

namespace Sonde.Cli;

/// <summary>Makes options that take a whole number within bounds.</summary>
internal static class Numbers
{
    public static Option<int?> Option(
        string name,
        string description,
        int least = 0,
        int most = int.MaxValue,
        params string[] aliases
    )
    {
        var option = new Option<int?>(name, aliases) { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            // what is no number at all has an error of its own
            if (
                int.TryParse(
                    result.Tokens is [var first, ..] ? first.Value : null,
                    CultureInfo.InvariantCulture,
                    out int value
                ) && (value < least || value > most)
            )
                result.AddError(
                    most == int.MaxValue
                        ? $"{name} must be {least} or more."
                        : $"{name} must be from {least} to {most}."
                );
        });
        return option;
    }
}
