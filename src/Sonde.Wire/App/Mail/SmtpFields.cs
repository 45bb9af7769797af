namespace Sonde.Wire;

/// <summary>Wireshark's names for the fields of SMTP.</summary>
internal static class SmtpFields
{
    public static readonly Field Command = new("smtp.req.command", "Command", FieldKind.Text);
    public static readonly Field Parameter = new("smtp.req.parameter", "Request parameter", FieldKind.Text);
    public static readonly Field Code = new("smtp.response.code", "Response code");
    public static readonly Field Answer = new("smtp.rsp.parameter", "Response parameter", FieldKind.Text);

    /// <summary>Every field of this table.</summary>
    public static readonly IReadOnlyList<Field> All = [Command, Parameter, Code, Answer];
}
