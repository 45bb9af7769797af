using System.Diagnostics;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class PathPolicyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PathPolicy _policy;

    public PathPolicyTests()
    {
        _folder.Write("work/a.pcap", "inside");
        _folder.Write("work/sub/b.pcap", "deeper");
        _folder.Write("home/Documents/c.pcap", "at home");
        _folder.Write("secret/passwd.pcap", "outside");
        _folder.Write("work-not/d.pcap", "beside");
        _policy = Restricted([_folder.At("work"), "~/Documents"]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.pcap", "inside")]
    [InlineData("./sub/../a.pcap", "inside")]
    [InlineData("sub//b.pcap", "deeper")]
    [InlineData("../work/a.pcap", "inside")]
    [InlineData("~/Documents/c.pcap", "at home")]
    public void AFileBelowAnAllowedFolderIsRead(string typed, string content)
    {
        CheckedPath file = _policy.Check(typed);

        using var reader = new StreamReader(file.OpenRead());
        Assert.Equal(content, reader.ReadToEnd());
        Assert.Equal(typed, file.Typed);
        Assert.True(Path.IsPathRooted(file.Path) && !file.Path.Contains("..", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("../secret/passwd.pcap")]
    [InlineData("../secret/no-such-file")]
    [InlineData("../secret")]
    [InlineData("../../../../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("/etc/no-such-file")]
    [InlineData("/no-such-folder/file")]
    [InlineData("/")]
    [InlineData("..")]
    [InlineData("../work-not/d.pcap")]
    [InlineData("~/")]
    [InlineData("~/.ssh/id_rsa")]
    [InlineData("/proc/self/root/etc/passwd")]
    [InlineData("/dev/fd/0")]
    public void APathOutsideIsRefusedAlikeWhetherItExistsOrNot(string typed)
    {
        EngineException fault = Refused(typed);

        Assert.Equal(
            $"The path {Quote.Text(typed)} is outside the folders that may be read (pcap.allowed_paths).",
            fault.Message
        );
        Assert.Empty(fault.Nearest);
        Assert.Empty(fault.Allowed);
        Assert.Equal(fault.Message, Assert.Throws<EngineException>(() => _policy.Expand(typed)).Message);
    }

    [Theory]
    [InlineData("secret/passwd.pcap")]
    [InlineData("secret/no-such-file")]
    public void ALinkThatLeadsOutsideIsRefusedWithoutNamingItsTarget(string target)
    {
        _folder.Link("work/link.pcap", _folder.At(target));

        EngineException fault = Refused("link.pcap");

        Assert.DoesNotContain("secret", fault.Message + fault.Suggestion, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, fault.Message + fault.Suggestion, StringComparison.Ordinal);
    }

    [Fact]
    public void ALinkInTheMiddleOfAPathIsFollowedBeforeTheDotsAfterIt()
    {
        _folder.Link("work/link", _folder.At("secret"));

        Refused("link/passwd.pcap");
        Refused("link/../secret/passwd.pcap");
        // To the kernel the folder above the link's target, although the text says work/a.pcap.
        Refused("link/../a.pcap");
    }

    [Fact]
    public void ALinkWithinTheAllowedFoldersIsFollowed()
    {
        _folder.Link("work/link.pcap", "sub/../sub/b.pcap");
        _folder.Link("work/again.pcap", _folder.At("work/link.pcap"));

        Assert.Equal(_policy.Check("sub/b.pcap").Path, _policy.Check("again.pcap").Path);
    }

    [Fact]
    public void LinksInACircleAreRefused()
    {
        _folder.Link("work/one", "two");
        _folder.Link("work/two", "one");

        Refused("one");
    }

    [Fact]
    public void AnAllowedFolderThatIsALinkAllowsWhatItLedToAtTheStart()
    {
        string door = _folder.Link("door", _folder.At("work"));
        PathPolicy policy = Restricted([door]);
        Assert.Equal("inside", Read(policy, Path.Combine(door, "a.pcap")));

        File.Delete(door);
        _folder.Link("door", _folder.At("secret"));

        Assert.Equal(EngineFault.AccessDenied, Fails(policy, Path.Combine(door, "passwd.pcap")).Fault);
    }

    [Fact]
    public void AnEmptyListAllowsNothing() =>
        Assert.Equal(EngineFault.AccessDenied, Fails(Restricted([]), "a.pcap").Fault);

    [Fact]
    public void AFileThatBecomesALinkAfterTheCheckIsNotOpened()
    {
        CheckedPath file = _policy.Check("a.pcap");
        File.Delete(file.Path);
        _folder.Link("work/a.pcap", _folder.At("secret/passwd.pcap"));

        Assert.Equal(EngineFault.AccessDenied, Assert.Throws<EngineException>(file.OpenRead).Fault);
    }

    [Fact]
    public void AFolderThatBecomesALinkAfterTheCheckIsNotEntered()
    {
        CheckedPath file = _policy.Check("sub/b.pcap");
        Directory.Move(_folder.At("work/sub"), _folder.At("work/moved"));
        _folder.Write("secret/b.pcap", "outside");
        _folder.Link("work/sub", _folder.At("secret"));

        Assert.Equal(EngineFault.AccessDenied, Assert.Throws<EngineException>(file.OpenRead).Fault);
    }

    [Fact]
    public void AFileThatIsGoneAfterTheCheckIsMissing()
    {
        CheckedPath file = _policy.Check("a.pcap");
        File.Delete(file.Path);

        Assert.Equal(EngineFault.NotFound, Assert.Throws<EngineException>(file.OpenRead).Fault);
    }

    [Fact]
    public void AFileThatGrowsCanBeRead()
    {
        using FileStream writer = new(_folder.At("work/a.pcap"), FileMode.Append, FileAccess.Write, FileShare.Read);

        Assert.Equal("inside", Read(_policy, "a.pcap"));
    }

    [Fact]
    public void AMissingFileComesWithTheNearestNamesOfItsFolder()
    {
        EngineException fault = Fails(_policy, "sub/bb.pcap");

        Assert.Equal(EngineFault.NotFound, fault.Fault);
        Assert.Equal("There is no file 'sub/bb.pcap'.", fault.Message);
        Assert.Equal(["sub/b.pcap"], fault.Nearest);
    }

    [Fact]
    public void AMissingFolderIsSaid() =>
        Assert.Contains("its folder does not exist", Fails(_policy, "no/such.pcap").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a.pcap/b.pcap")]
    public void APathThroughAFileIsMissing(string typed) =>
        Assert.Equal(EngineFault.NotFound, Fails(_policy, typed).Fault);

    [Theory]
    [InlineData("sub", "is a folder")]
    [InlineData("", "is empty")]
    [InlineData("a\0b", "NUL")]
    public void WhatIsNoFileIsAWrongArgument(string typed, string says)
    {
        EngineException fault = Fails(_policy, typed);

        Assert.Equal(EngineFault.InvalidArgument, fault.Fault);
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEndlessPathIsAWrongArgument() =>
        Assert.Equal(EngineFault.InvalidArgument, Fails(_policy, new string('x', 5000)).Fault);

    [Fact]
    public void AFileWithoutPermissionIsDenied()
    {
        // The kernel lets nobody read this one, not even root.
        const string Unreadable = "/proc/sys/net/ipv4/route/flush";
        Assert.SkipUnless(File.Exists(Unreadable), "needs Linux's /proc/sys/net");

        CheckedPath file = Restricted(["/proc/sys/net"]).Check(Unreadable);

        EngineException fault = Assert.Throws<EngineException>(file.OpenRead);
        Assert.Equal(EngineFault.AccessDenied, fault.Fault);
        Assert.Contains("permission", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APipeIsRefusedWithoutWaitingForAWriter()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/mkfifo"), "needs mkfifo");
        using (Process make = Process.Start("/usr/bin/mkfifo", _folder.At("work/pipe")))
            make.WaitForExit();

        Assert.Contains("is a pipe", Fails(_policy, "pipe").Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_policy.Expand("*").Files, file => file.Typed == "pipe");
    }

    [Fact]
    public void APersonAtATerminalMayReadEverything()
    {
        PathPolicy policy = PathPolicy.Unrestricted(_folder.At("work"), _folder.At("home"));
        _folder.Link("work/link.pcap", _folder.At("secret/passwd.pcap"));

        Assert.Equal("outside", Read(policy, "../secret/passwd.pcap"));
        Assert.Equal("outside", Read(policy, "link.pcap"));
        Assert.Equal(_folder.At("secret", "passwd.pcap"), policy.Check("../secret/passwd.pcap").Path);
        Assert.Equal(EngineFault.NotFound, Fails(policy, "../secret/none.pcap").Fault);
        Assert.Equal(EngineFault.InvalidArgument, Fails(policy, "..").Fault);
    }

    private PathPolicy Restricted(IReadOnlyList<string> folders) =>
        PathPolicy.Restricted(new PcapConfig { AllowedPaths = folders }, _folder.At("work"), _folder.At("home"));

    private EngineException Refused(string typed)
    {
        EngineException fault = Fails(_policy, typed);
        Assert.Equal(EngineFault.AccessDenied, fault.Fault);
        return fault;
    }

    private static EngineException Fails(PathPolicy policy, string typed) =>
        Assert.Throws<EngineException>(() => policy.Check(typed));

    private static string Read(PathPolicy policy, string typed)
    {
        using var reader = new StreamReader(policy.Check(typed).OpenRead());
        return reader.ReadToEnd();
    }
}
