using Streams.Schemas.Events;
using Streams.Schemas.Tests.Conformance;

namespace Streams.Schemas.Tests.Audit;

public sealed class ImageSourceTests
{
    [Theory]
    [InlineData("nginx", "docker.io/library")]
    [InlineData("nginx:1.29", "docker.io/library")]
    [InlineData("jx7/helper@sha256:00", "docker.io/jx7")]
    [InlineData("docker.io/jx7/helper:latest", "docker.io/jx7")]
    [InlineData("quay.io/prometheus/node-exporter:v1.9.1", "quay.io/prometheus")]
    [InlineData("ghcr.io/fluxcd/source-controller:v1.6", "ghcr.io/fluxcd")]
    [InlineData("europe-docker.pkg.dev/project-1/images/app:2", "europe-docker.pkg.dev/project-1")]
    [InlineData("registry.example/team/app:2", "registry.example")]
    [InlineData("registry.example:5000/app", "registry.example:5000")]
    [InlineData("localhost/app", "localhost")]
    [InlineData("", null)]
    [InlineData("two words", null)]
    public void The_source_of_an_image_is_its_registry_and_at_those_for_anybody_the_owner(string image, string? expected) => Assert.Equal(expected, Of(image));

    [Fact]
    public void A_name_of_any_length_has_a_source_of_bounded_length() =>
        Assert.All([new string('a', 9000) + "/b", new string('a', 9000) + ".example/b", "docker.io/" + new string('c', 9000) + "/d"], i =>
            Assert.InRange(Of(i)!.Length, 1, 255)
        );

    private static string? Of(string image)
    {
        const string Before =
            """{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Request","auditID":"1","stage":"ResponseComplete","requestURI":"/api/v1/namespaces/a/pods","verb":"create","user":{"username":"dana"},"objectRef":{"resource":"pods","namespace":"a","name":"b","apiVersion":"v1"},"responseStatus":{"code":201},"stageTimestamp":"2026-11-23T07:48:49Z","requestObject":{"kind":"Pod","spec":{"containers":[{"name":"c","image":"""
            + "\"";
        return Lines.One(EventSource.Audit, Before + image + "\"}]}}}")["podspec.image_source"];
    }
}
