namespace Streams.Schemas.Feeds.Ecs;

/// <summary>The version of the Elastic Common Schema that documents follow.</summary>
public static class EcsVersion
{
    public const string Number = "8.17.0";
}
