using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Sonde.Testing;

/// <summary>A server program of this system, run on loopback addresses in a folder of its own until it is disposed.</summary>
public sealed class RealServer : IDisposable
{
    private static readonly string[] Folders =
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'),
        "/usr/sbin",
        "/sbin",
        .. Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => version + "/bin")
            : [],
    ];

    private Process? _process;

    /// <summary>Its files.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("sonde-server-").FullName;

    /// <summary>Where a program is; null when it is not installed.</summary>
    public static string? Find(string program) =>
        Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Why a program cannot be used, as the reason for a skip.</summary>
    public static string Missing(string program) => $"the program {program} is missing (eng/install-test-deps.sh)";

    /// <summary>A port of TCP that nobody uses.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Writes a file and says where it is.</summary>
    public string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Writes a certificate with those that were sent beside it, and its key: cert.pem and key.pem.</summary>
    public void Write(MadeCertificate own, params IEnumerable<MadeCertificate> others)
    {
        ArgumentNullException.ThrowIfNull(own);
        Write("cert.pem", own.Certificate.ExportCertificatePem() + "\n");
        Write(
            "chain.pem",
            string.Join('\n', others.Prepend(own).Select(one => one.Certificate.ExportCertificatePem()))
        );
        using System.Security.Cryptography.ECDsa key = own.Certificate.GetECDsaPrivateKey()!;
        string file = Write("key.pem", key.ExportPkcs8PrivateKeyPem() + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Runs a program to its end.</summary>
    public string Run(string program, params string[] arguments)
    {
        using Process process = Begin(program, arguments);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {output}{error.Result}");
    }

    /// <summary>Starts the server and waits until its port takes connections.</summary>
    public void Start(int port, string program, params string[] arguments)
    {
        _process = Begin(program, arguments);
        // what it says would block it once nobody reads
        Task<string> said = _process.StandardError.ReadToEndAsync();
        _ = _process.StandardOutput.ReadToEndAsync();
        for (int attempt = 0; attempt < 600; attempt++)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"{program} ended: {said.Result}");
            try
            {
                using var client = new TcpClient();
                client.Connect(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(100);
            }
        }
        throw new TimeoutException($"{program} does not listen.");
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
        _process?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private Process Begin(string program, string[] arguments) =>
        Process.Start(
            new ProcessStartInfo(Find(program) ?? program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Folder,
            }
        )!;
}
