using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Registry.Cel.Values;

[JsonSerializable(typeof(JsonValue))]
internal sealed partial class JsonText : JsonSerializerContext;
