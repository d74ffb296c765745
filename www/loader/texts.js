// The few words that are needed before the widget and its catalogs are there.

const TEXTS = {
  en: [
    "Open chat",
    "The chat could not be loaded. Please try again.",
    "The chat has stopped. Press here to reload the page.",
  ],
  zh: [
    "打开聊天",
    "聊天加载失败，请重试。",
    "聊天已停止运行，点击此处重新加载页面。",
  ],
  ar: [
    "افتح الدردشة",
    "تعذّر تحميل الدردشة. حاول مرة أخرى.",
    "توقفت الدردشة. اضغط هنا لإعادة تحميل الصفحة.",
  ],
  pt: [
    "Abrir o chat",
    "Não foi possível carregar o chat. Tente novamente.",
    "O chat parou. Clique aqui para recarregar a página.",
  ],
  fr: [
    "Ouvrir le chat",
    "Impossible de charger le chat. Veuillez réessayer.",
    "Le chat s’est arrêté. Cliquez ici pour recharger la page.",
  ],
  es: [
    "Abrir el chat",
    "No se pudo cargar el chat. Inténtelo de nuevo.",
    "El chat se ha detenido. Pulse aquí para recargar la página.",
  ],
};

/** @returns {{open: string, failed: string, crashed: string, rtl: boolean}} */
export function textsFor(locale) {
  const language = locale.toLowerCase().split("-")[0];
  const [open, failed, crashed] = TEXTS[language] ?? TEXTS.en;
  return { open, failed, crashed, rtl: language === "ar" };
}
