using System.Diagnostics;

namespace Sonde.Testing;

/// <summary>The program as it was built beside the tests, run as a process of its own.</summary>
public static class BuiltProgram
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>The executable: artifacts/bin/Sonde/release/sonde for tests in artifacts/bin/X.Tests/release.</summary>
    public static string Path { get; } =
        System.IO.Path.GetFullPath(
            System.IO.Path.Combine(
                AppContext.BaseDirectory,
                "..",
                "..",
                "Sonde",
                new DirectoryInfo(AppContext.BaseDirectory).Name,
                "sonde"
            )
        );

    /// <summary>Runs it to its end in the root of the checkout.</summary>
    public static Ran Run(params string[] arguments) => Run(arguments, input: null, environment: null);

    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">The words of the command line.</param>
    /// <param name="input">Octets for its standard input; null for an empty one.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="folder">Its working directory; null for the root of the checkout.</param>
    public static Ran Run(
        IEnumerable<string> arguments,
        byte[]? input = null,
        IReadOnlyDictionary<string, string>? environment = null,
        string? folder = null
    )
    {
        return Run(new ProcessStartInfo(Path, arguments), input, environment, folder);
    }

    /// <summary>Runs it to its end without the rights of the administrator, when the tests have them.</summary>
    public static Ran RunAsAnybody(params string[] arguments) =>
        Environment.UserName == "root"
            ? Run(
                new ProcessStartInfo(
                    "setpriv",
                    ["--reuid=65534", "--regid=65534", "--clear-groups", Path, .. arguments]
                ),
                null,
                null,
                null
            )
            : Run(arguments);

    private static Ran Run(
        ProcessStartInfo start,
        byte[]? input,
        IReadOnlyDictionary<string, string>? environment,
        string? folder
    )
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.WorkingDirectory = folder ?? Repo.Root;
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // it ended without reading everything
        }
        if (!process.WaitForExit(Longest))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{string.Join(' ', start.ArgumentList)} did not end.");
        }
        return new Ran(process.ExitCode, output.Result, error.Result);
    }
}

/// <summary>What a process left behind.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
public sealed record Ran(int Code, string Output, string Error);
