package query

import (
	"strings"

	"wenxiang/data/extract"
)

// kindBefore finds an asking word right before a noun: 哪些|领域, 什么|产品, which |sectors.
var kindBefore = newPattern(`(?:哪|什么|啥|何种|几)(?:[一两二三四五六七八九十几])?(?:些|个|家|种|项|类|大|条|座|方|位|份|部|本|支|届|处|批|张|所|国)?$|which(?: (?:two|three|four|five|six))? $`)

// wanted is the kind of thing that a question in words asks for.
type wanted string

const (
	wantDate      wanted = "date"
	wantPlace     wanted = "place"
	wantRole      wanted = "role"      // the holder of an office
	wantBuilder   wanted = "builder"   // who builds
	wantInvestor  wanted = "investor"  // who pays
	wantParent    wanted = "parent"    // whose subsidiary
	wantSpeaker   wanted = "speaker"   // who said it
	wantPhoto     wanted = "photo"     // who took the picture
	wantBody      wanted = "body"      // any firm or office
	wantStatus    wanted = "status"    // how far it has come
	wantFrequency wanted = "frequency" // how often
	wantList      wanted = "list"
	wantDocument  wanted = "document"
	wantText      wanted = "text" // anything else
	wantEither    wanted = "either"
	wantStanding  wanted = "standing" // its place among others
	wantCompared  wanted = "compared" // how it stands to something earlier
	wantMost      wanted = "most"     // what is largest
	wantCustomer  wanted = "customer" // who takes what is made
	wantWhy       wanted = "why"      // a reason or purpose
)

var oftenWords = newPattern(`多久.{0,6}(?:一次|一回|一趟|次|回)|多长时间.{0,6}(?:一次|一回|一趟|次|回)|每隔多|隔多久|多久[晒开查报]|how often|how frequently`)

var builderWords = newPattern(`建设单位|施工|承建|兴建|谁[来在]?[建修盖]|谁负责[建修盖]|由谁.{0,2}[建修盖]|[建修盖]的是?谁|开发商|承包|代建|业主|开发|哪(?:家|个)(?:公司|企业|单位|集团)?(?:来|负责|在)?(?:建|修|盖)|\b(?:build|builds|built|builder|develop\w*|construct\w*|contractor)\b`)

var investorWords = newPattern(`老板|东家|金主|背后|后台|投资|投的|谁投|出资|出钱|掏钱|股东|控股|\b(?:invest\w*|shareholder\w*|owns?|owned|owner|finance\w*|fund\w*|pay\w*)\b`)

var parentWords = newPattern(`子公司|母公司|旗下|隶属|属于谁|属于哪|哪家的|谁家的|\b(?:subsidiary|parent|belong\w*|owns?|owned by|owner|unit of)\b`)

var speakerWords = newPattern(`谁(?:说|讲|介绍|宣布|表示|透露|指出)|(?:说|讲|介绍|宣布|表示|透露|指出)的?(?:人)?是谁|谁宣告|哪位.{0,6}(?:说|讲|介绍|宣布|表示)|(?:who|which (?:newspaper|paper|media|agency)) (?:said|says|announced|told|stated|revealed|disclosed|declared|reported)|according to whom`)

var photoWords = newPattern(`摄|照片.*(?:谁|作者)|谁拍|拍的?(?:人|是谁)|拍摄|photograph|who took`)

// pictured asks what a picture shows.
var pictured = newPattern(`拍的|照的|[图照]片?(?:里|上|中)`)

var eitherWords = newPattern(`([\p{Han}]{2,8})的?(?:还是|抑或)([\p{Han}]{2,8})`)

var customerAsked = newPattern(`(?:卖|供|供应|供货|销|送|提供|用)?给(?:谁|哪些(?:企业|客户|公司))|谁(?:来|在)?(?:用|买)(?:$|[?])|(?:客户|买家|用户)(?:是谁|有谁|有哪些|是哪)|who (?:will )?(?:buys?|uses?) `)

var whyAsked = newPattern(`为了?什么|为了?\p{Han}{0,3}?哪[项个方些]|为啥|为何|什么原因|什么目的|目的是|图什么|\bwhy\b|for what purpose`)

var documentAsked = newPattern(`文件|办法|方案|documents|policies`)

var comparedAsked = newPattern(`(?:跟|和|同|与|比|较).{1,10}(?:比|相比|对比|比较)(?:起来)?[,，]?(?:[\p{Han}]{0,6}?)(?:怎么样|怎样|如何|咋样|呢)|比.{1,10}(?:怎么样|怎样|如何|咋样)|how (?:do|does|did|has|have) .* compare|compared (?:to|with) .*how`)

var standingAsked = newPattern(`(?:什么|哪个|啥)(?:位置|水平|位次|名次)|排在?(?:哪|什么)|处于什么|处在什么`)

// wantsWords tells what kind of thing the question asks for, where its answer is words.
func (q *question) wantsWords() wanted {
	switch {
	case q.has(oftenWords):
		return wantFrequency
	case q.has(eitherWords) && !q.asks["date"] && !q.asks["points"] && !q.asks["percent"] &&
		!(q.role == extract.Growth && q.asks["amount"]): // 是升还是降，幅度多少 asks for the rate
		return wantEither
	case q.has(comparedAsked) && !q.asksAmount():
		return wantCompared
	case q.asks["date"]:
		return wantDate
	case q.has(whyAsked):
		return wantWhy
	case q.ops["largest"] && (q.asks["what"] || q.asks["who"] || q.asks["place"]) && len(q.strong()) > 0:
		return wantMost
	case q.asks["list"] && q.has(documentAsked):
		return wantDocument
	case q.asks["list"] && q.asks["place"]:
		return wantList
	case q.asks["place"] && (q.ops["growth"] || len(q.measures) > 0) && q.has(standingAsked):
		return wantStanding
	case q.asks["place"]:
		return wantPlace
	case q.asks["document"]:
		return wantDocument
	case q.has(photoWords) && (q.asks["who"] || q.asks["what"] || strings.Contains(q.text, "作者")):
		return wantPhoto
	case q.has(parentWords) && (q.asks["who"] || q.asks["what"]):
		return wantParent
	case q.has(customerAsked):
		return wantCustomer
	case q.asks["who"]:
		return q.wantsWhom()
	case q.asks["status"]:
		return wantStatus
	case q.asks["list"]:
		return wantList
	case q.asks["name"] && len(clauseTables().says("role", q.text)) > 0:
		return wantRole
	}
	return wantText
}

func (q *question) wantsWhom() wanted {
	switch {
	case q.has(speakerWords):
		return wantSpeaker
	case len(clauseTables().says("role", q.text)) > 0 && !q.has(builderWords):
		return wantRole
	case q.asks["list"]:
		return wantList
	case q.has(builderWords):
		return wantBuilder
	case q.has(investorWords):
		return wantInvestor
	}
	return wantBody
}
