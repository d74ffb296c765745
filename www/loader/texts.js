// The few words that are needed before the widget and its catalogs are there.

const TEXTS = {
  en: ["Open chat", "The chat could not be loaded. Please try again."],
  zh: ["打开聊天", "聊天加载失败，请重试。"],
  ar: ["افتح الدردشة", "تعذّر تحميل الدردشة. حاول مرة أخرى."],
  pt: ["Abrir o chat", "Não foi possível carregar o chat. Tente novamente."],
  fr: ["Ouvrir le chat", "Impossible de charger le chat. Veuillez réessayer."],
  es: ["Abrir el chat", "No se pudo cargar el chat. Inténtelo de nuevo."],
};

/** @returns {{open: string, failed: string, rtl: boolean}} */
export function textsFor(locale) {
  const language = locale.toLowerCase().split("-")[0];
  const [open, failed] = TEXTS[language] ?? TEXTS.en;
  return { open, failed, rtl: language === "ar" };
}
