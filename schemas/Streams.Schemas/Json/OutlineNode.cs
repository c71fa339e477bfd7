using System.Text.Json;

namespace Streams.Schemas.Json;

/// <summary>A member within a <see cref="JsonOutline"/>.</summary>
internal struct OutlineNode
{
    public int Parent;
    public int Child;
    public int Next;
    public int NameStart;
    public int NameLength;
    public int Start;
    public int Length;
    public JsonTokenType Kind;
    public bool NameInTexts;
    public bool Escaped;
}
