namespace Sonde.Wire;

/// <summary>Wireshark's names for the fields of FTP.</summary>
internal static class FtpFields
{
    public static readonly Field Command = new("ftp.request.command", "Request command", FieldKind.Text);
    public static readonly Field Argument = new("ftp.request.arg", "Request arg", FieldKind.Text);
    public static readonly Field Code = new("ftp.response.code", "Response code");
    public static readonly Field Answer = new("ftp.response.arg", "Response arg", FieldKind.Text);

    /// <summary>Every field of this table.</summary>
    public static readonly IReadOnlyList<Field> All = [Command, Argument, Code, Answer];
}
