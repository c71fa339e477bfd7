using Streams.Detections.Fields;
using Streams.Schemas.Events;

namespace Streams.Detections.Tests.Fields;

/// <summary>A sensor that tells of look-ups and requests by the way is no proof that there were none: where it is not set up to, rules of absence would be blind for ever.</summary>
public sealed class ProvingSourcesTests
{
    [Theory]
    [InlineData("dns", EventSource.Dns)]
    [InlineData("webserver", EventSource.Container)]
    public void That_nothing_came_is_proved_by_the_source_whose_work_it_is(string category, EventSource proving)
    {
        var logsource = FieldCatalogue.Instance.LogsourceOf(category, null, null);

        Assert.Equal([proving], logsource.Proving);
        Assert.Contains(EventSource.Ebpf, logsource.Sources);
    }

    [Fact]
    public void Elsewhere_all_sources_prove()
    {
        var logsource = FieldCatalogue.Instance.LogsourceOf(null, "linux", "netfilter");

        Assert.NotEmpty(logsource.Sources);
        Assert.Equal(logsource.Sources, logsource.Proving);
    }
}
