using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;

namespace Registry.Server.Tests.Support;

/// <summary>A message of protobuf, read without its schema: fields by their numbers. A field is read as what it is known to be.</summary>
internal sealed class ProtobufMessage(byte[] content)
{
    /// <summary>The content as text.</summary>
    public string Text => Encoding.UTF8.GetString(content);

    /// <summary>The content as an <c>sfixed64</c>.</summary>
    public long Number => BinaryPrimitives.ReadInt64LittleEndian(content);

    /// <summary>All fields with a number, in their order. Those of a varint or of 32 bits are left out.</summary>
    public IEnumerable<ProtobufMessage> All(int number)
    {
        using var input = new CodedInputStream(content);
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            var type = WireFormat.GetTagWireType(tag);
            if (WireFormat.GetTagFieldNumber(tag) == number && type == WireFormat.WireType.LengthDelimited) yield return new ProtobufMessage(input.ReadBytes().ToByteArray());
            else if (WireFormat.GetTagFieldNumber(tag) == number && type == WireFormat.WireType.Fixed64) yield return new ProtobufMessage(BitConverter.GetBytes(input.ReadSFixed64()));
            else input.SkipLastField();
        }
    }

    /// <summary>The one field with a number.</summary>
    public ProtobufMessage One(int number) => All(number).Single();
}
