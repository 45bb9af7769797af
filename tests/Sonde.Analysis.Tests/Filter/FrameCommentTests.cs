using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Filter;

public sealed class FrameCommentTests
{
    [Fact]
    public void EveryCommentOnAFrameIsAValueOfItsField()
    {
        Protocols protocols = StandardProtocols.Create();
        var catalog = new FieldCatalog(protocols);
        var extractor = new FieldExtractor(catalog, [catalog.Find("frame.comment")!]);
        string[] values = [];
        var pass = new Pass(
            protocols,
            catalog,
            new ObserverOf(
                (in Packet packet) =>
                {
                    extractor.Read(packet);
                    values = [.. extractor.ValuesOf(0)];
                }
            )
        );
        string[] comments = ["odd one", "look here"];
        pass.Feed(
            new Frame
            {
                Octets = [],
                At = default,
                OriginalLength = 0,
                LinkType = LinkTypes.Ethernet,
                Number = 1,
                Comments = comments,
            }
        );

        Assert.Equal(comments, values);
    }
}
