// Every kind of message that an agent can send (seed 001 table 3), and what has to be filled in.

const text = (name, label, example = "") => ({ name, label, example });
const area = (name, label, example) => ({ name, label, example, area: true });
const file = (accept, library) => ({ name: "file", label: "File from this machine", accept, library });

export const KINDS = {
  TEXT: { label: "Text", fields: null },
  RICHTEXT: { label: "Rich text", fields: [area("content", "HTML", "<p>Your <b>Veloro One</b> is <i>ready</i>.</p><ul><li>Brakes</li><li>Chain</li></ul>")] },
  IMAGE: { label: "Image", fields: [file(".jpg,.jpeg,.png", { "library-image": "png" })] },
  AUDIO: { label: "Audio", fields: [file(".mp3,.aac,.m4a,.mp4", { "library-audio": "mp3" })] },
  VIDEO: { label: "Video", fields: [file(".mp4", { "library-video": "mp4" })] },
  DOCUMENT: { label: "Document", fields: [file(".pdf,.doc,.docx,.zip,.rtf", { "library-document": "pdf" })] },
  EMOTICONS: { label: "Sticker", fields: [file(".gif", { "library-sticker": "gif" })] },
  LOCATE: { label: "Place", fields: place() },
  LOCATION: { label: "Place (Telegram)", fields: place() },
  WEBCARD: {
    label: "Web card",
    fields: [
      text("title", "Title", "Veloro One"),
      text("description", "Description", "The city bicycle, from 690 euros"),
      text("redirectUrl", "Link", "https://www.example.com/veloro-one"),
      text("mediaFileId", "Picture", "library-image"),
    ],
  },
  CARD: { label: "Card", fields: [area("content", "JSON", '{"title": "Veloro One", "text": "690 euros", "url": "https://www.example.com/"}')] },
  MULTICARD: {
    label: "Several cards",
    fields: [area("content", "JSON", '[{"title": "Veloro One", "text": "690 euros"}, {"title": "Veloro Tour", "text": "1,190 euros"}]')],
  },
  EMAIL: { label: "E-mail", fields: [area("content", "HTML", "<p>Dear visitor,</p><p>your offer is attached.</p>")] },
  WHATSAPPTEMPLATE: { label: "WhatsApp template", fields: [area("content", "JSON", '{"name": "pickup", "body": "Your bicycle is ready."}')] },
  SMSTEMPLATE: { label: "SMS template", fields: [area("content", "Text", "Veloro: your bicycle is ready.")] },
  COBROWSESITE: { label: "Co-browsing", fields: [text("content", "Address", "https://www.example.com/together/4711")] },
};

/** The message of a kind from what was filled in; files are uploaded by `upload`. */
export async function compose(kind, values, upload) {
  const message = { mediaType: kind };
  if (kind === "TEXT") return { ...message, content: paragraph(values.text) };
  const { file: chosen, library } = values;
  if (chosen) {
    const ext = extensionOf(chosen.name);
    return { ...message, content: await upload(chosen), mediaFileType: ext, contentType: "1" };
  }
  if (library) return { ...message, content: library, mediaFileType: KINDS[kind].fields[0].library[library], contentType: "0" };
  if (kind === "WEBCARD") return { ...message, content: JSON.stringify({ ...values, mediaFileType: "img" }) };
  if (kind === "LOCATE" || kind === "LOCATION") {
    return { ...message, content: `${values.latitude}/${values.longitude}/${values.description}` };
  }
  return { ...message, content: values.content };
}

function place() {
  return [text("latitude", "Latitude", "52.5200"), text("longitude", "Longitude", "13.4050"), text("description", "What is there", "Veloro, Radweg 1")];
}

function extensionOf(name) {
  return name.slice(name.lastIndexOf(".") + 1).toLowerCase();
}

/** An agent's desktop writes HTML. */
function paragraph(words) {
  const escaped = words
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "<br>");
  return `<p>${escaped}</p>`;
}
