using System.Security.Cryptography;
using System.Text;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class ObjectsQuestionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http.pcapng", "http")]
    [InlineData("tls13-with-keys.pcapng", "http")]
    public void DownloadsAreThoseThatTsharkExports(string sample, string protocol)
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "needs tshark");
        string exported = _folder.Folder("exported");
        TsharkProgram.Run("-q", "-r", Repo.Path("samples", sample), "--export-objects", $"{protocol},{exported}");
        HashSet<string> hashes =
        [
            .. Directory
                .GetFiles(exported)
                .Select(file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))),
        ];

        ExtractedObjects answer = Ask(new() { FilePath = Repo.Path("samples", sample) });

        Assert.NotEmpty(hashes);
        Assert.Subset(answer.Objects.Select(row => row.Sha256).ToHashSet(), hashes);
    }

    [Fact]
    public void AnObjectHasItsNameTypesAndState()
    {
        ExtractedObjects answer = Ask(new() { FilePath = Repo.Path("samples", "http.pcapng") });

        ExtractedObjectRow page = answer.Objects[1];
        Assert.Equal(
            ("long.txt", "text/plain", "text/plain", 21492L, "whole", "download"),
            (page.Name, page.MediaType, page.MediaTypeFound, page.Size, page.State, page.Direction)
        );
        Assert.Equal(("gzip", 2), (answer.Objects[6].Encoding, answer.Objects[6].DuplicateOf));
        Assert.Equal("part", answer.Objects[7].State);
        Assert.Equal("upload", answer.Objects[8].Direction);
        Assert.Equal((13, 5, null), (answer.Total, answer.Duplicates, answer.FilesWritten));
    }

    [Fact]
    public void WithoutTheSettingNothingIsWritten()
    {
        EngineException fault = Assert.Throws<EngineException>(() =>
            Ask(new() { FilePath = Repo.Path("samples", "http.pcapng"), OutputFolder = "x" })
        );

        Assert.Equal(EngineFault.AccessDenied, fault.Fault);
        Assert.Contains("pcap.objects_path", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../other")]
    [InlineData("/tmp/elsewhere")]
    [InlineData("link/inside")]
    [InlineData("a\0b")]
    public void AFolderOutsideTheAllowedOneIsRefused(string typed)
    {
        string allowed = _folder.Folder("allowed");
        _folder.Link("allowed/link", _folder.Folder("outside"));

        EngineException fault = Assert.Throws<EngineException>(() =>
            Ask(new() { FilePath = Repo.Path("samples", "http.pcapng"), OutputFolder = typed }, allowed)
        );

        Assert.Equal(EngineFault.AccessDenied, fault.Fault);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.At("outside")));
    }

    [Fact]
    public void ObjectsAreWrittenOnceAndNothingIsReplaced()
    {
        string allowed = _folder.Folder("allowed");
        var arguments = new ObjectsArguments { FilePath = Repo.Path("samples", "http.pcapng"), OutputFolder = "found" };

        ExtractedObjects answer = Ask(arguments, allowed);

        Assert.Equal(8, answer.FilesWritten);
        Assert.Equal(8, Directory.GetFiles(Path.Combine(allowed, "found")).Length);
        string saved = answer.Objects[1].SavedAs!;
        Assert.Equal(answer.Objects[1].Sha256, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(saved))));
        Assert.Equal(saved, answer.Objects[6].SavedAs);

        EngineException fault = Assert.Throws<EngineException>(() => Ask(arguments, allowed));
        Assert.Contains("already", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/../../../../etc/passwd", "passwd")]
    [InlineData("/a/%2e%2e%2f%2e%2e%2fetc%2fshadow", "etc_shadow")]
    [InlineData("/.bashrc", "bashrc")]
    [InlineData("/", "object")]
    [InlineData("/a b%00c;rm.sh?x=/y", "a_b_c_rm.sh")]
    [InlineData("/-rf", "rf")]
    public void NamesOfStrangersAreMadeSafe(string target, string name) =>
        Assert.Equal(name, Assert.Single(Ask(new() { FilePath = Made(target, "text/plain", "x"u8) }).Objects).Name);

    [Theory]
    [InlineData("image/png", "MZ and more", "application/vnd.microsoft.portable-executable", true)]
    [InlineData("text/html", "MZ and more", "application/vnd.microsoft.portable-executable", true)]
    [InlineData("image/jpeg", "<html><script>", "text/html", true)]
    [InlineData("application/octet-stream", "MZ and more", "application/vnd.microsoft.portable-executable", false)]
    [InlineData("application/javascript", "var a = 1;", "text/plain", false)]
    [InlineData("application/vnd.openxmlformats", "PK\u0003\u0004", "application/zip", false)]
    public void ContentOfAnotherKindThanAnnouncedIsSaid(string announced, string content, string found, bool isMismatch)
    {
        ExtractedObjects answer = Ask(new() { FilePath = Made("/a", announced, Encoding.Latin1.GetBytes(content)) });

        Assert.Equal((found, isMismatch), (answer.Objects[0].MediaTypeFound, answer.Objects[0].Mismatch ?? false));
        Assert.Equal(isMismatch ? 1 : 0, answer.Mismatches);
    }

    [Fact]
    public void HostsAndTypesChoose()
    {
        string sample = Repo.Path("samples", "http.pcapng");

        Assert.Equal(1, Ask(new() { FilePath = sample, Host = "OTHER" }).Total);
        Assert.Equal(0, Ask(new() { FilePath = sample, MediaType = "image/" }).Total);
        Assert.Contains(
            "No content",
            Ask(new() { FilePath = Repo.Path("samples", "dns.pcapng") }).Summary,
            StringComparison.Ordinal
        );
    }

    private string Made(string target, string type, ReadOnlySpan<byte> content)
    {
        byte[] asked = Encoding.ASCII.GetBytes(
            $"GET {target.Replace(" ", "%20", StringComparison.Ordinal)} HTTP/1.1\r\n\r\n"
        );
        byte[] answer =
        [
            .. Encoding.ASCII.GetBytes(
                $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {content.Length}\r\n\r\n"
            ),
            .. content,
        ];
        return SampleEngine.Write(
            _folder,
            Make.Tcp("10.0.0.1:40000", "10.0.0.2:80", 100, 500, TcpFlags.Ack, asked),
            Make.Tcp("10.0.0.2:80", "10.0.0.1:40000", 500, 100 + (uint)asked.Length, TcpFlags.Ack, answer)
        );
    }

    private ExtractedObjects Ask(ObjectsArguments arguments, string? objects = null)
    {
        var pcap = new PcapConfig { AllowedPaths = [Repo.Path("samples"), _folder.Path], ObjectsPath = objects };
        var engine = new CaptureEngine(
            new SondeConfig { Pcap = pcap },
            PathPolicy.Restricted(pcap, _folder.Path, null)
        );
        return ObjectsQuestion.Ask(engine, arguments, new AskContext());
    }
}
