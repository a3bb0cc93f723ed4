using Registry.Core.Store;
using Registry.Git.History;

namespace Registry.Git.Tests.History;

public sealed class MessageReaderTests
{
    [Theory]
    [InlineData("subject", "subject", "", "")]
    [InlineData("subject\n", "subject", "", "")]
    [InlineData("subject\n\nbody\n\nmore\n", "subject", "body\n\nmore", "")]
    [InlineData("subject\n\nRegistry-Action: emit\n", "subject", "", "Registry-Action=emit")]
    [InlineData("subject\n\nbody\n\nRegistry-Action: emit\nSigned-off-by: A <a@b>\n", "subject", "body", "Registry-Action=emit")]
    [InlineData("subject\n\nRegistry-Action: forged\n\nlast words\n", "subject", "Registry-Action: forged\n\nlast words", "")]
    [InlineData("subject\r\n\r\nRegistry-Action: emit\r\n", "subject", "", "Registry-Action=emit")]
    [InlineData("subject\n\nnot: a trailer\nbut prose\n", "subject", "not: a trailer\nbut prose", "")]
    [InlineData("", "", "", "")]
    public void AMessageIsTakenApart(string message, string subject, string body, string trailers)
    {
        var read = MessageReader.Read(message);

        Assert.Equal(subject, read.Subject);
        Assert.Equal(body, read.Body);
        Assert.Equal(trailers, string.Join(';', read.Trailers.Select(trailer => $"{trailer.Key}={trailer.Value}")));
    }

    [Fact]
    public void WhatIsWrittenIsReadBack()
    {
        var written = new CommitMessage("promote acme/billing", "Because.\n\nOf this.", [new(CommitMessage.Action, "promote"), new(CommitMessage.Channel, "stable")]);

        var read = MessageReader.Read(written.ToString());

        Assert.Equal((written.Subject, written.Body), (read.Subject, read.Body));
        Assert.Equal(written.Trailers, read.Trailers);
    }
}
