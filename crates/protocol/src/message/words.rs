//! Words of the API that stand for one of a few things. An unknown word is kept as it is.

use crate::lenient::{Field, Value};

words! {
    /// What a message does (seed 000 §1.3, seed 002 table 3).
    #[derive(Default)]
    pub enum ControlType {
        /// Opens the session: the robot greets.
        Connect = "CONNECT",
        /// A message for people.
        #[default]
        Chat = "CHAT",
        /// Asks for a person.
        TransferToAgent = "TRANS2AGENT" | "TRANSFER",
        /// The other side is writing.
        Input = "INPUT",
        /// Closes the session.
        Disconnect = "DISCONNECT",
        /// Says which messages were read.
        Read = "READ",
        /// Withdraws the message of the same code. The documents do not say how this is written: the
        /// word is the simulator's.
        Recall = "RECALL",
    }
}

/// A message without a control type is one for people.
impl Field for ControlType {
    fn read(value: Value) -> Self {
        <Option<Self> as Field>::read(value).unwrap_or_default()
    }

    fn is_absent(&self) -> bool {
        *self == Self::default()
    }

    fn is_unwritten(&self) -> bool {
        false
    }
}

words! {
    /// What a message's content is (seed 000 §1.5, seed 001 table 3).
    pub enum MediaType {
        /// Text, from an agent possibly HTML.
        Text = "TEXT" | "TXT",
        /// An image by its id.
        Image = "IMAGE",
        /// Sound by its id.
        Audio = "AUDIO",
        /// A video by its id.
        Video = "VIDEO",
        /// `name,size,objectKey,ext`.
        File = "FILE",
        /// `objectKey,ext` of an image.
        FileImage = "FILE_IMAGE",
        /// `objectKey,ext` of a video.
        FileVideo = "FILE_VIDEO",
        /// A card that leads to a page.
        WebCard = "WEBCARD",
        /// `latitude/longitude/description`.
        Locate = "LOCATE",
        /// A place on Telegram.
        Location = "LOCATION",
        /// A sticker.
        Emoticons = "EMOTICONS",
        /// A card.
        Card = "CARD",
        /// Several cards.
        MultiCard = "MULTICARD",
        /// An e-mail.
        Email = "EMAIL",
        /// A WhatsApp template.
        WhatsAppTemplate = "WHATSAPPTEMPLATE",
        /// Rich text.
        RichText = "RICHTEXT",
        /// An SMS template.
        SmsTemplate = "SMSTEMPLATE",
        /// A document.
        Document = "DOCUMENT",
        /// A co-browsing address.
        CobrowseSite = "COBROWSESITE",
    }
}

words! {
    /// Who speaks (seed 003 §5.1.1).
    pub enum SourceType {
        /// The visitor.
        Customer = "CUSTOMER",
        /// A person of the company.
        Agent = "AGENT",
        /// The robot.
        Robot = "ROBOT",
        /// The cloud itself. Its nickname is translated: only this word says so.
        System = "SYSTEM",
    }
}
